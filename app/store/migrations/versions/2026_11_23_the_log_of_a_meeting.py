"""The log of a meeting, and what hangs on it."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table("meetings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("created_at", sa.String(length=24), nullable=False),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("head_version", sa.Integer(), nullable=False),
        sa.Column("head_mac", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meetings")),
        sa.UniqueConstraint("slug", name=op.f("uq_meetings_slug"))
    )
    op.create_table("answers",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("actor", sa.String(length=70), nullable=False),
        sa.Column("command_id", sa.String(length=36), nullable=False),
        sa.Column("body_mac", sa.String(length=64), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.String(length=24), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_answers_meeting_id")),
        sa.PrimaryKeyConstraint("meeting_id", "actor", "command_id", name=op.f("pk_answers"))
    )
    op.create_table("events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("act", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(length=24), nullable=False),
        sa.Column("command", sa.String(length=40), nullable=False),
        sa.Column("command_id", sa.String(length=36), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("delegation", sa.String(length=40), nullable=True),
        sa.Column("seat", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("mac", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_events_meeting_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
        sa.UniqueConstraint("meeting_id", "version", name=op.f("uq_events_meeting_id_version"))
    )
    op.create_table("genders",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("intervention", sa.String(length=20), nullable=False),
        sa.Column("gender", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_genders_meeting_id")),
        sa.PrimaryKeyConstraint("meeting_id", "intervention", name=op.f("pk_genders"))
    )
    op.create_table("generations",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("holder", sa.String(length=40), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_generations_meeting_id")),
        sa.PrimaryKeyConstraint("meeting_id", "holder", name=op.f("pk_generations"))
    )
    op.create_table("personal",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_personal_meeting_id")),
        sa.PrimaryKeyConstraint("meeting_id", "version", "field", name=op.f("pk_personal"))
    )
    op.create_table("seats",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("holder", sa.String(length=40), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_seats_meeting_id")),
        sa.PrimaryKeyConstraint("meeting_id", "holder", name=op.f("pk_seats"))
    )


def downgrade() -> None:
    op.drop_table("seats")
    op.drop_table("personal")
    op.drop_table("generations")
    op.drop_table("genders")
    op.drop_table("events")
    op.drop_table("answers")
    op.drop_table("meetings")
