# Runs the program that answers hooks, with the editor's own Node.js where its window has said which that is.
# Whatever keeps it from answering is a refusal: the host goes on after every exit code but 2.
here=$(dirname "$0")
program=$here/../../dist/hook.js
node=${PORTCULLIS_NODE:-node}
if [ ! -f "$program" ] || ! command -v "$node" >/dev/null 2>&1; then
  echo "Portcullis can't decide about this: its extension is incomplete or Node.js is missing. Reinstall the extension." >&2
  exit 2
fi
ELECTRON_RUN_AS_NODE=1 exec "$node" "$program" copilot "$1"
