import os

from flask import Flask

app = Flask(__name__)


@app.get("/")
def weather() -> str:
    return "key set" if os.environ.get("API_KEY") else "no key"
