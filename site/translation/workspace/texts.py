def texts() -> dict[str, str]:
    return {}
