"""The extensions: made here, bound in create_app()."""

from flask_babel import Babel
from flask_socketio import SocketIO
from flask_sqlalchemy import SQLAlchemy

from app.store.tables import Base

db = SQLAlchemy(model_class=Base)
babel = Babel()
socketio = SocketIO()
