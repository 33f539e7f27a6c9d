from streamlit import App  # noqa: D100 - `streamlit run` finds the App by reading this file

from qualcode.app.server import guard, warming

app = App(guard.SCRIPT, middleware=guard.middleware(), lifespan=warming.lifespan)
