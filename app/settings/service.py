"""Changes the company."""

from app.company.service import own_company
from app.settings.emergency import refuse_emergency_numbers


def change_company(name: str, zone: str, country: str, requires_consent: bool, requires_second_factor: bool) -> None:
    """Change the company. *zone* is an IANA name. A new rule on consent applies to what is published from now on. Raise
    DialsEmergency if it uses an emergency number of another *country*."""
    company = own_company()
    if country != company.country:
        refuse_emergency_numbers(country)
    company.name, company.zone, company.country = name, zone, country
    company.requires_consent = requires_consent
    company.requires_second_factor = requires_second_factor
