"""Files of statements, figures as published; genders are of members, too."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("genders") as genders:
        genders.alter_column("intervention", new_column_name="subject")
    op.create_table("files",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("statement", sa.String(length=20), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_files_meeting_id")),
        sa.PrimaryKeyConstraint("meeting_id", "statement", name=op.f("pk_files"))
    )
    op.create_table("publications",
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_publications_meeting_id")),
        sa.PrimaryKeyConstraint("meeting_id", "number", name=op.f("pk_publications"))
    )


def downgrade() -> None:
    op.drop_table("publications")
    op.drop_table("files")
    with op.batch_alter_table("genders") as genders:
        genders.alter_column("subject", new_column_name="intervention")
