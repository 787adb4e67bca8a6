; The per-user installer: no administrator, French and English. Values come from installer.py by /D.
Unicode true
Target amd64-unicode
SetCompressor /SOLID lzma
SetCompressorDictSize 64
ManifestDPIAware true
ManifestSupportedOS Win10
RequestExecutionLevel user

!include MUI2.nsh
!include FileFunc.nsh

!define NAME "TWS pre-installation"
!define ID "tws-preinstall"
!define CLASS "TwsPreinstall.Plan"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${ID}"

Name "${NAME}"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\${ID}"
InstallDirRegKey HKCU "Software\${ID}" "Folder"
BrandingText "${NAME} ${VERSION}"

VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=0 "ProductName" "${NAME}"
VIAddVersionKey /LANG=0 "FileDescription" "${NAME}"
VIAddVersionKey /LANG=0 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "CompanyName" "the tws-preinstall authors"
VIAddVersionKey /LANG=0 "LegalCopyright" "MIT licence; libraries and fonts keep their own"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_FINISHPAGE_RUN "$INSTDIR\tws-preinstall.exe"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
; The first is taken where Windows speaks neither.
!insertmacro MUI_LANGUAGE "French"
!insertmacro MUI_LANGUAGE "English"

LangString IN_USE ${LANG_FRENCH} "Le programme est ouvert : fermez-le, puis recommencez."
LangString IN_USE ${LANG_ENGLISH} "The program is open: close it, then try again."
LangString PLAN ${LANG_FRENCH} "Plan de préinstallation TWS"
LangString PLAN ${LANG_ENGLISH} "TWS pre-installation plan"
LangString SHORTCUT ${LANG_FRENCH} "Préinstallation TWS"
LangString SHORTCUT ${LANG_ENGLISH} "TWS pre-installation"
LangString WRONG_FOLDER ${LANG_FRENCH} "Ce dossier n’est pas vide et ne contient pas le programme : choisissez-en un autre."
LangString WRONG_FOLDER ${LANG_ENGLISH} "This folder is not empty and does not hold the program: choose another one."

; A program that runs cannot be opened for writing.
!macro STOP_IF_OPEN
  IfFileExists "$INSTDIR\tws-preinstall.exe" 0 closed
  ClearErrors
  FileOpen $0 "$INSTDIR\tws-preinstall.exe" a
  IfErrors 0 free
  MessageBox MB_OK|MB_ICONEXCLAMATION "$(IN_USE)" /SD IDOK
  SetErrorLevel 2
  Abort
free:
  FileClose $0
closed:
!macroend

Function .onVerifyInstDir
  ; Only an own or an empty folder: what is removed later is what was put there.
  IfFileExists "$INSTDIR\uninstall.exe" fine
  IfFileExists "$INSTDIR\*.*" 0 fine
  ${DirState} "$INSTDIR" $0
  IntCmp $0 1 0 fine fine
  Abort
fine:
FunctionEnd

Section
  ${DirState} "$INSTDIR" $0
  IfFileExists "$INSTDIR\uninstall.exe" own
  IntCmp $0 1 0 empty empty
  MessageBox MB_OK|MB_ICONEXCLAMATION "$(WRONG_FOLDER)" /SD IDOK
  SetErrorLevel 2
  Abort
own:
  !insertmacro STOP_IF_OPEN
  ; What an older version had and this one has not must not stay.
  ExecWait '"$INSTDIR\uninstall.exe" /S _?=$INSTDIR'
empty:
  SetOutPath "$INSTDIR"
  ClearErrors
  File /r "${PROGRAM}\*.*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  IfErrors 0 written
  SetErrorLevel 2
  Abort
written:
  CreateShortcut "$SMPROGRAMS\$(SHORTCUT).lnk" "$INSTDIR\tws-preinstall.exe"
  WriteRegStr HKCU "Software\${ID}" "Folder" "$INSTDIR"
  WriteRegStr HKCU "Software\${ID}" "Shortcut" "$SMPROGRAMS\$(SHORTCUT).lnk"
  WriteRegStr HKCU "Software\Classes\.twsplan\OpenWithProgids" "${CLASS}" ""
  ReadRegStr $0 HKCU "Software\Classes\.twsplan" ""
  StrCmp $0 "" 0 +2
  WriteRegStr HKCU "Software\Classes\.twsplan" "" "${CLASS}"
  WriteRegStr HKCU "Software\Classes\${CLASS}" "" "$(PLAN)"
  WriteRegStr HKCU "Software\Classes\${CLASS}\DefaultIcon" "" "$INSTDIR\tws-preinstall.exe,0"
  WriteRegStr HKCU "Software\Classes\${CLASS}\shell\open\command" "" '"$INSTDIR\tws-preinstall.exe" "%1"'
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayName" "$(SHORTCUT)"
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
  !insertmacro STOP_IF_OPEN
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
