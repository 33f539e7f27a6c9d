import pandas as pd  # noqa: D100, F401 - what every page stands on is there before one is asked for
import scipy.special  # noqa: F401 - the same
from streamlit import App  # `streamlit run` finds the App by reading this file

from qualcode.app.server import guard, warming
from qualcode.i18n import LANGUAGES, catalogue
from qualcode.project import Project

Project.load()  # the app's own modules wait for the server
for language in LANGUAGES:
    catalogue(language)

app = App(guard.SCRIPT, middleware=guard.middleware(), lifespan=warming.lifespan)
