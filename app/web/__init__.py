"""What all pages are made of: assets, errors, forms, languages, the menu and security."""
