@echo off
rem Runs the program that answers hooks, with the editor's own Node.js where its window has said which that is.
rem Whatever keeps it from answering is a refusal: the host goes on after every exit code but 2.
setlocal
set ELECTRON_RUN_AS_NODE=1
if not defined PORTCULLIS_NODE set PORTCULLIS_NODE=node
"%PORTCULLIS_NODE%" "%~dp0..\..\dist\hook.js" copilot %1
if errorlevel 1 exit /b 2
