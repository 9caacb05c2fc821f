// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/openssl_channel.hpp"

#include "check/range.hpp"
#include "net/openssl_error.hpp"
#include "net/tcp_channel.hpp"
#include "net/tls_provider.hpp"

#include <openssl/err.h>
#include <poll.h>

#include <algorithm>
#include <array>
#include <climits>

namespace mpm {
namespace {

constexpr std::size_t mostOctets = 4UL * 1024 * 1024; // as in TcpChannel

bool mustWait(int sslError)
{
    return sslError == SSL_ERROR_WANT_READ || sslError == SSL_ERROR_WANT_WRITE;
}

} // namespace

void OpensslChannel::wait(int sslError, Deadline deadline)
{
    const auto start = Clock::now();
    const short events = sslError == SSL_ERROR_WANT_READ ? POLLIN : POLLOUT;
    if (deadline.passed() || !waitFor(SSL_get_fd(ssl_.get()), events, deadline)) {
        throw PeerFailed(FailureKind::TimedOut, "no answer within " + formatNumber(since(start).count(), 1) + " s");
    }
}

void OpensslChannel::fail(int sslError)
{
    if (sslError == SSL_ERROR_ZERO_RETURN) {
        throw PeerFailed(FailureKind::Closed, "connection closed by the server");
    }
    const auto failure = describeOpensslError(ERR_peek_error(), "");
    ERR_clear_error();
    throw PeerFailed(failure.kind, failure.detail);
}

std::string OpensslChannel::receive(Deadline deadline)
{
    while (true) {
        if (deadline.passed()) {
            throw PeerFailed(FailureKind::TimedOut, "the answer did not end in time");
        }
        auto bytes = receivePending();
        if (!bytes.empty()) {
            return bytes;
        }
        wait(SSL_want_write(ssl_.get()) ? SSL_ERROR_WANT_WRITE : SSL_ERROR_WANT_READ, deadline);
    }
}

std::string OpensslChannel::receivePending()
{
    std::array<char, 4096> buffer; // NOLINT(cppcoreguidelines-pro-type-member-init): written by SSL_read
    ERR_clear_error();
    const int count = SSL_read(ssl_.get(), buffer.data(), static_cast<int>(buffer.size()));
    if (count <= 0) {
        const int error = SSL_get_error(ssl_.get(), count);
        if (!mustWait(error)) {
            fail(error);
        }
        return {};
    }
    received_ += static_cast<std::size_t>(count);
    if (received_ > mostOctets) {
        throw PeerFailed(FailureKind::Protocol, "the server sent more than 4 MiB");
    }
    return {buffer.data(), static_cast<std::size_t>(count)};
}

void OpensslChannel::send(std::string_view bytes, Deadline deadline)
{
    while (!bytes.empty()) {
        ERR_clear_error();
        const int count =
            SSL_write(ssl_.get(), bytes.data(), static_cast<int>(std::min<std::size_t>(bytes.size(), INT_MAX)));
        if (count > 0) {
            bytes.remove_prefix(static_cast<std::size_t>(count));
            continue;
        }
        const int error = SSL_get_error(ssl_.get(), count);
        if (!mustWait(error)) {
            fail(error);
        }
        wait(error, deadline);
    }
}

TlsFacts OpensslChannel::startTls(const TlsRequest& /*request*/, Deadline /*deadline*/)
{
    return tlsInsideTls();
}

} // namespace mpm
