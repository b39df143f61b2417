"""The photos of employees, as small squares in the database: whoever serves the portal has them."""

from sqlalchemy import ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, OfCompany


class EmployeePhoto(OfCompany, Base):
    """*jpeg* as ``app.gateways.picture`` makes it. What it is called, and what is audited, is ``Employee.photo``."""

    __tablename__ = "employee_photos"

    employee_id: Mapped[int] = mapped_column(ForeignKey("employees.id", ondelete="CASCADE"), primary_key=True)
    jpeg: Mapped[bytes] = mapped_column(LargeBinary)
