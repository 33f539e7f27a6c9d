"""The script that `qualcode app` hands to Streamlit."""

from qualcode.app.main import main

main()
