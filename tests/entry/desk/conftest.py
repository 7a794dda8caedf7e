"""A clerk of a small street who sits before the import desk."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gongjian.entry.desk.models import Batch
from gongjian.registers.accounts.models import User
from gongjian.registers.organizations.models import Organization
from tests import rosters, street

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


class Clerk:
    """Someone signed in without any script, who follows redirects like a browser."""

    def __init__(self, user: User) -> None:
        self.user, self.client = user, Client()
        self.client.force_login(user, backend=BACKEND)

    def hand_in(self, files: Sequence[tuple[str, bytes]]) -> Batch:
        """Upload files and give the batch whose page opens."""
        uploads = [SimpleUploadedFile(name, content) for name, content in files]
        response = self.client.post("/desk/", {"uploads": uploads})
        assert response.status_code == 302, response.content.decode()
        return Batch.objects.get(pk=int(response["Location"].strip("/").split("/")[1]))

    def reads(self, path: str, status: int = 200) -> str:
        """The text of a page that answers with STATUS."""
        response = self.client.get(path)
        assert response.status_code == status, response.status_code
        return str(response.content.decode())

    def presses(self, path: str, **fields: str) -> str:
        """The text of the page that follows a press of a button."""
        response = self.client.post(path, fields, follow=True)
        assert response.status_code == 200, response.status_code
        return str(response.content.decode())


@pytest.fixture
def tree() -> None:
    rosters.take_in([rosters.file("organizations.csv", rosters.organizations())])


@pytest.fixture
def clerk(tree: None) -> Clerk:
    """A clerk of the street office."""
    return Clerk(street.user("street_office", Organization.objects.get(name=rosters.ROOT)))


@pytest.fixture
def neighbor(tree: None) -> Clerk:
    """A worker of the western community."""
    return Clerk(street.user("community_worker", Organization.objects.get(name=rosters.WEST)))
