// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/openssl_error.hpp"

#include "io/resources.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/sslerr.h>

#include <string>
#include <system_error>

namespace mpm {
namespace {

constexpr int alertReasons = SSL_AD_REASON_OFFSET; // 1000 + the alert's number: the server sent it

std::string reasonOf(unsigned long error)
{
    // Thousands of words, which nobody needs as long as nothing goes wrong.
    OPENSSL_init_ssl(OPENSSL_INIT_LOAD_SSL_STRINGS | OPENSSL_INIT_LOAD_CRYPTO_STRINGS, nullptr);
    const char* text = ERR_reason_error_string(error);
    return text == nullptr ? "OpenSSL error " + std::to_string(ERR_GET_REASON(error)) : text;
}

} // namespace

bool saysOpensslUsedUp(unsigned long error)
{
    return ERR_SYSTEM_ERROR(error) ? saysUsedUp(static_cast<int>(ERR_GET_REASON(error)))
                                   : ERR_GET_REASON(error) == ERR_R_MALLOC_FAILURE;
}

void throwIfOpensslUsedUp()
{
    bool usedUp = false;
    std::string reason;
    while (const auto error = ERR_get_error()) {
        if (saysOpensslUsedUp(error) && !usedUp) {
            usedUp = true;
            reason = ERR_SYSTEM_ERROR(error) ? std::generic_category().message(static_cast<int>(ERR_GET_REASON(error)))
                                             : "out of memory";
        }
    }
    if (usedUp) {
        throw MachineUnfit("this machine can't carry out TLS: " + reason);
    }
}

std::string alertInWords(int number)
{
    switch (number) { // RFC 8446 section 6; OpenSSL has no words for these two
    case SSL_AD_MISSING_EXTENSION: return "missing extension";
    case SSL_AD_CERTIFICATE_REQUIRED: return "certificate required";
    default: return SSL_alert_desc_string_long(number);
    }
}

Failure describeOpensslError(unsigned long error, std::string_view alert)
{
    const int reason = ERR_GET_LIB(error) == ERR_LIB_SSL ? ERR_GET_REASON(error) : 0;
    if (!alert.empty()) {
        return {FailureKind::Tls, "the server sent the alert \"" + std::string(alert) + "\""};
    }
    if (reason >= alertReasons) {
        return {FailureKind::Tls, "the server sent the alert \"" + alertInWords(reason - alertReasons) + "\""};
    }
    switch (reason) {
    case SSL_R_WRONG_VERSION_NUMBER:
    case SSL_R_PACKET_LENGTH_TOO_LONG:
    case SSL_R_HTTP_REQUEST:
    case SSL_R_RECORD_TOO_SMALL: return {FailureKind::Tls, "what came from the server is not TLS"};
    case SSL_R_UNSUPPORTED_PROTOCOL:
        return {FailureKind::Tls, "the server chose a version of SSL or TLS that is not acceptable here"};
    case SSL_R_UNEXPECTED_EOF_WHILE_READING:
        return {FailureKind::Closed, "connection closed by the server without the end of TLS"};
    default: break;
    }
    if (error == 0 || ERR_SYSTEM_ERROR(error)) {
        return {FailureKind::Closed, "connection closed or reset by the server"};
    }
    return {FailureKind::Tls, reasonOf(error)};
}

} // namespace mpm
