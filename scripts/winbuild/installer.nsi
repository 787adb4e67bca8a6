; The per-user installer: no administrator, French and English. Values come from packing.py by -D.
; Its arguments: /S asks nothing, /D=FOLDER (the last one) names the folder, /LANG=1036 or 1033 the language.
Unicode true
Target amd64-unicode
SetCompressor /SOLID lzma
SetCompressorDictSize 64
ManifestDPIAware true
ManifestSupportedOS Win10
RequestExecutionLevel user

!include MUI2.nsh
!include FileFunc.nsh
!include LogicLib.nsh
!include WordFunc.nsh

; Of the files' properties, which know no language.
!define NAME "TWS pre-installation"
!define ID "tws-preinstall"
!define CLASS "TwsPreinstall.Plan"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${ID}"

Name "$(TITLE)"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\${ID}"
InstallDirRegKey HKCU "Software\${ID}" "Folder"
BrandingText "$(TITLE) ${VERSION}"

VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=0 "ProductName" "${NAME}"
VIAddVersionKey /LANG=0 "FileDescription" "${NAME}"
VIAddVersionKey /LANG=0 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "CompanyName" "the tws-preinstall authors"
VIAddVersionKey /LANG=0 "LegalCopyright" "MIT licence; libraries and fonts keep their own"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${PICTURE}"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "$INSTDIR\tws-preinstall.exe"
!define MUI_FINISHPAGE_TEXT "$(DONE)"
!define MUI_UNCONFIRMPAGE_TEXT_TOP "$(KEPT)"
!define MUI_PAGE_CUSTOMFUNCTION_LEAVE LeaveFolder
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
; The first is taken where Windows speaks neither.
!insertmacro MUI_LANGUAGE "French"
!insertmacro MUI_LANGUAGE "English"

LangString TITLE ${LANG_FRENCH} "Préinstallation TWS"
LangString TITLE ${LANG_ENGLISH} "TWS pre-installation"
LangString IN_USE ${LANG_FRENCH} "Le programme est ouvert : fermez-le, puis recommencez."
LangString IN_USE ${LANG_ENGLISH} "The program is open: close it, then try again."
LangString PLAN ${LANG_FRENCH} "Plan de préinstallation TWS"
LangString PLAN ${LANG_ENGLISH} "TWS pre-installation plan"
LangString DONE ${LANG_FRENCH} "Le programme est installé. Il est dans le menu Démarrer, et un double-clic sur un plan (.twsplan) l’ouvre."
LangString DONE ${LANG_ENGLISH} "The program is installed. It is in the start menu, and a double-click on a plan (.twsplan) opens it."
LangString KEPT ${LANG_FRENCH} "Le programme sera désinstallé. Vos plans et dossiers restent, ainsi que vos réglages et les réponses non enregistrées, dans les dossiers tws-preinstall de %APPDATA% et de %LOCALAPPDATA%."
LangString KEPT ${LANG_ENGLISH} "The program will be removed. Your plans and dossiers stay, and so do your settings and the answers that are not saved, in the folders tws-preinstall of %APPDATA% and of %LOCALAPPDATA%."
LangString WRONG_FOLDER ${LANG_FRENCH} "Ce dossier contient une copie du programme qui n’a pas été installée ici : choisissez-en un autre."
LangString WRONG_FOLDER ${LANG_ENGLISH} "This folder holds a copy of the program that was not installed here: choose another one."
LangString NOT_WRITTEN ${LANG_FRENCH} "Le programme n’a pas pu être écrit dans ce dossier. Ce qui y était est resté."
LangString NOT_WRITTEN ${LANG_ENGLISH} "The program could not be written to this folder. What was there has stayed."

LangString NOT_MOVED ${LANG_FRENCH} "Le programme n’a pas pu être mis en place : un autre programme tient ses fichiers. Recommencez l’installation."
LangString NOT_MOVED ${LANG_ENGLISH} "The program could not be put in place: another program holds its files. Install it again."

; What is unpacked lies here until it is whole: an older program stays as it is until then. By a name that is nobody
; else's, for it is removed whole.
!define NEW "$INSTDIR.${ID}-new"

!macro FAIL_WITH TEXT
  MessageBox MB_OK|MB_ICONEXCLAMATION "${TEXT}" /SD IDOK
  SetErrorLevel 2
  Abort
!macroend

; A program that runs cannot be opened for writing.
!macro STOP_IF_OPEN FOLDER PROGRAM
  !define AGAIN again_${__LINE__}
  !define CLOSED closed_${__LINE__}
${AGAIN}:
  IfFileExists "${FOLDER}\${PROGRAM}" 0 ${CLOSED}
  ClearErrors
  FileOpen $0 "${FOLDER}\${PROGRAM}" a
  IfErrors 0 +4
  MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(IN_USE)" /SD IDCANCEL IDRETRY ${AGAIN}
  SetErrorLevel 2
  Abort
  FileClose $0
${CLOSED}:
  !undef AGAIN
  !undef CLOSED
!macroend

; What an older version had and this one has not must not stay, wherever it was.
!macro REMOVE_OLD FOLDER
  ${If} ${FileExists} "${FOLDER}\uninstall.exe"
    ExecWait '"${FOLDER}\uninstall.exe" /S _?=${FOLDER}' $0
    ${If} $0 != 0
      !insertmacro FAIL_WITH "$(IN_USE)"
    ${EndIf}
    Delete "${FOLDER}\uninstall.exe"
    RMDir "${FOLDER}"
  ${EndIf}
!macroend

; An antivirus may still look at what was just written, and holds its folder meanwhile: waited for up to ten seconds.
!macro MOVE NAME
  StrCpy $1 20
  ${Do}
    ClearErrors
    Rename "${NEW}\${NAME}" "$INSTDIR\${NAME}"
    ${IfNot} ${Errors}
      ${ExitDo}
    ${EndIf}
    Sleep 500
    IntOp $1 $1 - 1
  ${LoopUntil} $1 = 0
  ${If} $1 = 0
    StrCpy $R1 "${NAME}"
  ${EndIf}
!macroend

Function .onInit
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/LANG=" $1
  ${IfNot} ${Errors}
    StrCpy $LANGUAGE $1
  ${EndIf}
FunctionEnd

; What lies there and was not installed, a portable copy for instance, is not overwritten; other files are no obstacle.
!macro STOP_IF_FOREIGN
  ${IfNot} ${FileExists} "$INSTDIR\uninstall.exe"
    ${If} ${FileExists} "$INSTDIR\tws-preinstall*.exe"
    ${OrIf} ${FileExists} "$INSTDIR\_internal\*.*"
      !insertmacro FAIL_WITH "$(WRONG_FOLDER)"
    ${EndIf}
  ${EndIf}
!macroend

; Of the page: it stays.
Function LeaveFolder
  !insertmacro STOP_IF_FOREIGN
FunctionEnd

Function .onInstFailed
  RMDir /r "${NEW}"
FunctionEnd

Function un.onInit
  ; As when it was installed.
  ReadRegDWORD $0 HKCU "Software\${ID}" "Language"
  ${If} $0 != 0
    StrCpy $LANGUAGE $0
  ${EndIf}
FunctionEnd

Section
  ; A page may have refused a folder before.
  SetErrorLevel 0
  !insertmacro STOP_IF_FOREIGN
  ReadRegStr $R0 HKCU "Software\${ID}" "Folder"
  !insertmacro STOP_IF_OPEN "$INSTDIR" "tws-preinstall.exe"
  !insertmacro STOP_IF_OPEN "$INSTDIR" "tws-preinstall-cli.exe"
  RMDir /r "${NEW}"
  SetOutPath "${NEW}"
  SetOverwrite try
  ClearErrors
  File /r "${PROGRAM}\*.*"
  WriteUninstaller "${NEW}\uninstall.exe"
  ${If} ${Errors}
    SetOutPath "$TEMP"
    RMDir /r "${NEW}"
    !insertmacro FAIL_WITH "$(NOT_WRITTEN)"
  ${EndIf}
  ; Whole from here on: what follows only moves names.
  SetOutPath "$TEMP"
  ${If} $R0 != ""
  ${AndIf} $R0 != "$INSTDIR"
    !insertmacro REMOVE_OLD "$R0"
  ${EndIf}
  !insertmacro REMOVE_OLD "$INSTDIR"
  CreateDirectory "$INSTDIR"
  StrCpy $R1 ""
  !include "${MOVES}"
  ${If} $R1 != ""
    ; No half of a program.
    !include "${REMOVALS}"
    Delete "$INSTDIR\uninstall.exe"
    RMDir "$INSTDIR"
    !insertmacro FAIL_WITH "$(NOT_MOVED)"
  ${EndIf}
  RMDir "${NEW}"
  CreateShortcut "$SMPROGRAMS\$(TITLE).lnk" "$INSTDIR\tws-preinstall.exe"
  WriteRegStr HKCU "Software\${ID}" "Folder" "$INSTDIR"
  WriteRegStr HKCU "Software\${ID}" "Shortcut" "$SMPROGRAMS\$(TITLE).lnk"
  WriteRegDWORD HKCU "Software\${ID}" "Language" $LANGUAGE
  WriteRegStr HKCU "Software\Classes\.twsplan\OpenWithProgids" "${CLASS}" ""
  ReadRegStr $0 HKCU "Software\Classes\.twsplan" ""
  StrCmp $0 "" 0 +2
  WriteRegStr HKCU "Software\Classes\.twsplan" "" "${CLASS}"
  WriteRegStr HKCU "Software\Classes\${CLASS}" "" "$(PLAN)"
  WriteRegStr HKCU "Software\Classes\${CLASS}\DefaultIcon" "" "$INSTDIR\tws-preinstall.exe,0"
  ; A percent sign of the folder's name would begin what the shell fills in: two of them are one.
  ${WordReplace} "$INSTDIR" "%" "%%" "+" $R2
  WriteRegStr HKCU "Software\Classes\${CLASS}\shell\open\command" "" '"$R2\tws-preinstall.exe" "%1"'
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayName" "$(TITLE)"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\tws-preinstall.exe,0"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "Publisher" "the tws-preinstall authors"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "EstimatedSize" ${SIZE_KB}
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoRepair" 1
  ${RefreshShellIcons}
SectionEnd

Section "Uninstall"
  !insertmacro STOP_IF_OPEN "$INSTDIR" "tws-preinstall.exe"
  !insertmacro STOP_IF_OPEN "$INSTDIR" "tws-preinstall-cli.exe"
  ; File by file, as listed when the installer was made: whatever else lies in the folder is the user's.
  !include "${REMOVALS}"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  ReadRegStr $0 HKCU "Software\${ID}" "Shortcut"
  StrCmp $0 "" +2
  Delete "$0"
  ReadRegStr $0 HKCU "Software\Classes\.twsplan" ""
  StrCmp $0 "${CLASS}" 0 +2
  DeleteRegValue HKCU "Software\Classes\.twsplan" ""
  DeleteRegValue HKCU "Software\Classes\.twsplan\OpenWithProgids" "${CLASS}"
  DeleteRegKey /ifempty HKCU "Software\Classes\.twsplan\OpenWithProgids"
  DeleteRegKey /ifempty HKCU "Software\Classes\.twsplan"
  DeleteRegKey HKCU "Software\Classes\${CLASS}"
  DeleteRegKey HKCU "${UNINSTALL_KEY}"
  DeleteRegKey HKCU "Software\${ID}"
  ${RefreshShellIcons}
SectionEnd
