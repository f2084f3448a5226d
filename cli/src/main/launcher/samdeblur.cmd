@echo off
rem Starts the command line samdeblur. JAVA_OPTS holds options of the Java virtual machine, JAVA_HOME its place if the
rem distribution has none of its own. SAMDEBLUR_CLASS_PATH adds jars, such as another backend.
setlocal
set "SAMDEBLUR_HOME=%~dp0.."
set "SAMDEBLUR_JAVA=java"
if defined JAVA_HOME set "SAMDEBLUR_JAVA=%JAVA_HOME%\bin\java.exe"
if exist "%SAMDEBLUR_HOME%\runtime\bin\java.exe" set "SAMDEBLUR_JAVA=%SAMDEBLUR_HOME%\runtime\bin\java.exe"
set "SAMDEBLUR_JARS=%SAMDEBLUR_HOME%\lib\*"
if defined SAMDEBLUR_CLASS_PATH set "SAMDEBLUR_JARS=%SAMDEBLUR_CLASS_PATH%;%SAMDEBLUR_JARS%"
"%SAMDEBLUR_JAVA%" --enable-native-access=ALL-UNNAMED %JAVA_OPTS% -XX:+UseSerialGC ^
    "-Donnxruntime.native.path=%SAMDEBLUR_HOME%\lib\native\win-x64" -cp "%SAMDEBLUR_JARS%" org.samdeblur.cli.Main %*
