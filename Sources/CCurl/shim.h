#ifndef OPVOLG_CCURL_SHIM_H
#define OPVOLG_CCURL_SHIM_H

#include <curl/curl.h>

// Swift cannot call variadic functions: one typed door per kind of argument.

static inline CURLcode opvolg_curl_set_long(CURL *handle, CURLoption option, long value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode opvolg_curl_set_offset(CURL *handle, CURLoption option, curl_off_t value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode opvolg_curl_set_string(CURL *handle, CURLoption option, const char *value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode opvolg_curl_set_pointer(CURL *handle, CURLoption option, void *value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode opvolg_curl_set_list(CURL *handle, CURLoption option, struct curl_slist *value) {
    return curl_easy_setopt(handle, option, value);
}

typedef size_t (*opvolg_curl_transfer)(char *buffer, size_t size, size_t count, void *context);

static inline CURLcode opvolg_curl_set_transfer(CURL *handle, CURLoption option, opvolg_curl_transfer value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode opvolg_curl_set_open_socket(CURL *handle, curl_opensocket_callback value) {
    return curl_easy_setopt(handle, CURLOPT_OPENSOCKETFUNCTION, value);
}

static inline CURLcode opvolg_curl_get_long(CURL *handle, CURLINFO info, long *value) {
    return curl_easy_getinfo(handle, info, value);
}

static inline CURLcode opvolg_curl_get_offset(CURL *handle, CURLINFO info, curl_off_t *value) {
    return curl_easy_getinfo(handle, info, value);
}

static inline CURLcode opvolg_curl_get_socket(CURL *handle, CURLINFO info, curl_socket_t *value) {
    return curl_easy_getinfo(handle, info, value);
}

// A macro with a cast that Swift does not read.
static inline long opvolg_curl_usessl_all(void) { return (long)CURLUSESSL_ALL; }

#endif
