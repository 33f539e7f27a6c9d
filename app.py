from qualcode.app.main import main  # noqa: D100 - two lines that Streamlit runs

main()
