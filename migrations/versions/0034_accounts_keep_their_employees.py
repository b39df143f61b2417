"""accounts that were taken for an employee by their address are linked with them"""

from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

LINK = """
update users set employee_id = (
  select id from employees where employees.company_id = users.company_id and lower(employees.email) = users.email
) where employee_id is null and role not in ('owner', 'operator') and (
  select count(*) from employees where employees.company_id = users.company_id and lower(employees.email) = users.email
) = 1 and not exists (
  select 1 from users holder join employees on employees.id = holder.employee_id
  where employees.company_id = users.company_id and lower(employees.email) = users.email
)
"""


def upgrade() -> None:
    op.execute(LINK)


def downgrade() -> None:
    """Leave the accounts linked, as if their phone had been opened."""
