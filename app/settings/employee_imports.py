"""Tables of employees that were sent and are looked at before they are taken over."""

from datetime import datetime

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, OfCompany, now


class EmployeeImport(OfCompany, Base):
    """*content* as it was sent. *id* is drawn by lot."""

    __tablename__ = "employee_imports"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    file_name: Mapped[str] = mapped_column(String(120))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime] = mapped_column(default=now)
