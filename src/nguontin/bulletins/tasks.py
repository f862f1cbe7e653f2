"""Jobs of bulletins: making sound, on the queue "audio".

A sound that stays "đang xử lý" means that no worker serves this queue: start ``nguontin worker``. A job that failed
halfway may be run again; it does the work once.
"""

from __future__ import annotations

from django_tasks import task

from . import services


@task(queue_name="audio")
def make_audio(audio_id: int) -> None:
    """Make one ordered sound."""
    services.make_audio(audio_id)
