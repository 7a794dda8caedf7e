"""What is too large, empty or no table is turned away at the door, in words."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings

from gongjian.entry.desk import forms, uploading
from gongjian.entry.desk.models import Batch
from tests import rosters
from tests.entry.desk.conftest import Clerk

pytestmark = pytest.mark.django_db


def refused(clerk: Clerk, name: str, content: bytes, status: int) -> str:
    response = clerk.client.post("/desk/", {"uploads": [SimpleUploadedFile(name, content)]})
    assert (response.status_code, Batch.objects.count()) == (status, 0)
    return str(response.content.decode())


def test_too_much_at_once_is_refused_before_it_is_read(clerk: Clerk) -> None:
    response = clerk.client.generic(
        "POST", "/desk/", b"", "multipart/form-data", CONTENT_LENGTH=str(uploading.MAX_UPLOAD_BYTES + 1)
    )
    assert response.status_code == 413
    assert "一个文件最大 64 MB，一次合起来最大 128 MB。什么都没有存。" in response.content.decode()


def test_a_file_that_is_too_large_is_named(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forms, "MAX_FILE_BYTES", 10)
    assert "“党员.csv”：这个文件超过 64 MB" in refused(clerk, "党员.csv", b"x" * 11, 413)


@override_settings(DATA_UPLOAD_MAX_MEMORY_SIZE=1000)
def test_a_block_that_is_too_long_is_refused_in_words(clerk: Clerk) -> None:
    response = clerk.client.post("/desk/", {"block": "姓名\t性别\n" * 200})
    assert response.status_code == 413
    assert "粘贴的内容太多，一次放不下。" in response.content.decode()


def test_an_empty_file_is_named(clerk: Clerk) -> None:
    assert "“党员.csv”：这个文件是空的，里面没有内容。" in refused(clerk, "党员.csv", b"", 422)


def test_what_is_no_table_by_its_name_is_refused(clerk: Clerk) -> None:
    assert "“照片.png”：这不是表格。" in refused(clerk, "照片.png", b"png", 422)


def test_two_files_of_one_name_are_refused(clerk: Clerk) -> None:
    uploads = [SimpleUploadedFile("党员.csv", content) for content in (b"a", b"b")]
    response = clerk.client.post("/desk/", {"uploads": uploads})
    assert "有两个文件都叫“党员.csv”。" in response.content.decode()


def test_sending_without_choosing_says_so(clerk: Clerk) -> None:
    response = clerk.client.post("/desk/", {"uploads": []})
    assert response.status_code == 422
    assert "还没有选文件。" in response.content.decode()


def test_a_form_without_its_token_is_refused(clerk: Clerk) -> None:
    clerk.client.handler.enforce_csrf_checks = True
    response = clerk.client.post("/desk/", {"uploads": [SimpleUploadedFile(*rosters.files()[0])]})
    assert (response.status_code, Batch.objects.count()) == (403, 0)
