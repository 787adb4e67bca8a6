/* TWS-TEST-STUB: the converters that Qt asks Windows for. None is there, which Qt takes as "unknown encoding". */
#define EXPORT __declspec(dllexport)
#define UNSUPPORTED 16
const char EXPORT tws_test_stub[] = "TWS-TEST-STUB";
EXPORT void *ucnv_open(const char *name, int *code) { (void)name; if (code) *code = UNSUPPORTED; return 0; }
EXPORT void ucnv_close(void *c) { (void)c; }
EXPORT void ucnv_reset(void *c) { (void)c; }
EXPORT signed char ucnv_getMaxCharSize(const void *c) { (void)c; return 1; }
EXPORT const char *ucnv_getName(const void *c, int *code) { (void)c; if (code) *code = UNSUPPORTED; return 0; }
EXPORT int ucnv_countAvailable(void) { return 0; }
EXPORT const char *ucnv_getAvailableName(int n) { (void)n; return 0; }
EXPORT const char *ucnv_getStandardName(const char *n, const char *s, int *code)
{ (void)n; (void)s; if (code) *code = UNSUPPORTED; return 0; }
#define NOTHING(name) EXPORT void name(void *a, void *b, void *c, void *d, void *e, int *code) \
{ (void)a; (void)b; (void)c; (void)d; (void)e; (void)code; }
NOTHING(UCNV_FROM_U_CALLBACK_SUBSTITUTE)
NOTHING(UCNV_TO_U_CALLBACK_SUBSTITUTE)
NOTHING(ucnv_getToUCallBack)
NOTHING(ucnv_getFromUCallBack)
NOTHING(ucnv_setToUCallBack)
NOTHING(ucnv_setFromUCallBack)
NOTHING(ucnv_cbToUWriteUChars)
NOTHING(ucnv_cbFromUWriteUChars)
NOTHING(ucnv_toUnicode)
NOTHING(ucnv_fromUnicode)
EXPORT int ucnv_toUCountPending(const void *c, int *code) { (void)c; (void)code; return 0; }
EXPORT int ucnv_fromUCountPending(const void *c, int *code) { (void)c; (void)code; return 0; }
