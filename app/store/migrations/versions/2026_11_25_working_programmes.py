"""Programmes that are worked at, tables that are being read in."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table("working_programmes",
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.String(length=24), nullable=False),
        sa.Column("seat", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_working_programmes"))
    )
    op.create_table("uploads",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("seat", sa.String(length=40), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.String(length=24), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_uploads"))
    )


def downgrade() -> None:
    op.drop_table("uploads")
    op.drop_table("working_programmes")
