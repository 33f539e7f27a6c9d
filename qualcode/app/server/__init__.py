"""How the app is served: on this machine alone, behind its headers, with its pages made ready."""
