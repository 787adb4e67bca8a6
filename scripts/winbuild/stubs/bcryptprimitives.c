/* TWS-TEST-STUB: Windows' random numbers under the name that Wine 8 lacks. */
#include <windows.h>
#include <ntsecapi.h>
const char __declspec(dllexport) tws_test_stub[] = "TWS-TEST-STUB";
__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T size) { return RtlGenRandom(data, (ULONG)size); }
