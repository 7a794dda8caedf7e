"""Notices (通知) that leave the platform: to a mail box or to a work group, in words without names, once each."""
