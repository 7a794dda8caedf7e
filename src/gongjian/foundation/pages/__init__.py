"""Parts that every page needs: the shell, fragments, paging, forms, charts, plain error pages."""
