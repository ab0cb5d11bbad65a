"""The protocol as pygls has it, where each request has an answer: one that cannot be read or comes too early too."""

from typing import Any

from lsprotocol import types
from pygls import exceptions
from pygls.protocol import LanguageServerProtocol


class AnsweringProtocol(LanguageServerProtocol):
    """Answers with an error where nothing else can be answered, so that no editor waits for ever."""

    def structure_message(self, data: dict[str, Any]) -> Any:
        """Return a message as an object of its type; one that has not the form of its type is refused."""
        try:
            return super().structure_message(data)
        except exceptions.JsonRpcException:
            error = exceptions.JsonRpcInvalidParams(f"'{data.get('method')}' with parameters of another form")
            if "method" in data and "id" in data:
                self._send_response(data["id"], error=error.to_response_error())
            raise error from None

    def handle_message(self, message: Any) -> None:
        """Handle a message, or say why not."""
        method, request = getattr(message, "method", ""), getattr(message, "id", None)
        error: exceptions.JsonRpcException | None = None
        if self._workspace is None and method not in (types.INITIALIZE, types.EXIT):
            error = exceptions.JsonRpcServerNotInitialized(f"'{method}' came before '{types.INITIALIZE}'")
        elif self._shutdown and method != types.EXIT:
            error = exceptions.JsonRpcInvalidRequest(f"'{method}' came after '{types.SHUTDOWN}'")
        if error is None:
            super().handle_message(message)
        elif method and request is not None:
            self._send_response(request, error=error.to_response_error())
