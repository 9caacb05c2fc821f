// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/tls_server.hpp"

#include "check/ascii.hpp"
#include "support/listener.hpp"
#include "support/timing.hpp"
#include "support/tls_server_end.hpp"

#include <openssl/ssl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

#include <array>
#include <chrono>
#include <condition_variable>
#include <csignal>
#include <mutex>
#include <stdexcept>
#include <utility>

namespace mpm::test {

struct TlsServer::State {
    TlsServerPlan plan;
    std::shared_ptr<SSL_CTX> context;
    std::mutex mutex;
    std::vector<std::string> serverNames;
    std::vector<std::string> lines;
    int open = 0; ///< connections
    bool visited = false;
    std::condition_variable ended;

    /// For as long as a client needs whose check is over.
    std::unique_lock<std::mutex> lockWhenEnded()
    {
        std::unique_lock lock(mutex);
        ended.wait_for(lock, scaled(Seconds(1)), [this] { return open == 0; });
        return lock;
    }
};

namespace {

/// For every client that asks.
int sendStaple(SSL* ssl, void* staple)
{
    const auto& octets = *static_cast<const std::string*>(staple);
    if (octets.empty()) {
        return SSL_TLSEXT_ERR_NOACK;
    }
    SSL_set_tlsext_status_ocsp_resp(ssl, OPENSSL_memdup(octets.data(), octets.size()), static_cast<int>(octets.size()));
    return SSL_TLSEXT_ERR_OK;
}

int refuseOtherNames(SSL* ssl, int* alert, void* wanted)
{
    const char* name = SSL_get_servername(ssl, TLSEXT_NAMETYPE_host_name);
    *alert = SSL_AD_UNRECOGNIZED_NAME;
    return name != nullptr && *static_cast<const std::string*>(wanted) == name ? SSL_TLSEXT_ERR_OK
                                                                               : SSL_TLSEXT_ERR_ALERT_FATAL;
}

std::shared_ptr<SSL_CTX> makeContext(const TlsServerPlan& plan)
{
    std::shared_ptr<SSL_CTX> context(SSL_CTX_new(TLS_server_method()), SSL_CTX_free);
    SSL_CTX_set_security_level(context.get(), 0);
    SSL_CTX_set_min_proto_version(context.get(), plan.leastVersion == 0 ? TLS1_VERSION : plan.leastVersion);
    SSL_CTX_set_max_proto_version(context.get(), plan.mostVersion);
    SSL_CTX_set_cipher_list(context.get(), plan.ciphers.c_str());
    SSL_CTX_set_dh_auto(context.get(), plan.smallDh ? 2 : 1); // 2: always 1024 bits
    if (!plan.groups.empty()) {
        SSL_CTX_set1_groups_list(context.get(), plan.groups.c_str());
    }
    if (plan.chain.empty()) {
        return context;
    }
    for (const auto* chain : {&plan.second, &plan.chain}) {
        for (const auto& certificate : *chain) {
            if (&certificate == &chain->front()) {
                SSL_CTX_use_certificate(context.get(), certificate.certificate());
                SSL_CTX_use_PrivateKey(context.get(), certificate.key());
            } else {
                SSL_CTX_add1_chain_cert(context.get(), certificate.certificate());
            }
        }
    }
    if (plan.demandsClientCertificate) {
        SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT,
                           [](int, X509_STORE_CTX*) { return 1; });
    }
    return context;
}

} // namespace

TlsServer::TlsServer(TlsServerPlan plan, const std::string& address, std::uint16_t port)
    : state_(std::make_unique<State>()), listener_(listenOn(address, port)), stop_(::eventfd(0, EFD_CLOEXEC)),
      port_(portOf(listener_))
{
    std::signal(SIGPIPE, SIG_IGN); // OpenSSL writes to sockets whose clients have gone
    state_->context = makeContext(plan);
    state_->plan = std::move(plan);
    if (!state_->plan.wantedName.empty()) {
        SSL_CTX_set_tlsext_servername_callback(state_->context.get(), refuseOtherNames);
        SSL_CTX_set_tlsext_servername_arg(state_->context.get(), &state_->plan.wantedName);
    }
    SSL_CTX_set_tlsext_status_cb(state_->context.get(), sendStaple);
    SSL_CTX_set_tlsext_status_arg(state_->context.get(), &state_->plan.staple);
    acceptor_ = std::thread([this] { acceptAll(); });
}

TlsServer::~TlsServer()
{
    ::eventfd_write(stop_.get(), 1);
    acceptor_.join();
    for (auto& connection : connections_) {
        connection.join();
    }
}

std::vector<std::string> TlsServer::serverNames()
{
    const auto lock = state_->lockWhenEnded();
    return state_->serverNames;
}

std::vector<std::string> TlsServer::lines()
{
    const auto lock = state_->lockWhenEnded();
    return state_->lines;
}

namespace {

/// One request. `note` gets every line of the client, here and below.
template <class Note>
void serveHttps(TlsServerEnd& end, const TlsServerPlan& plan, Note note)
{
    std::string line = "x";
    if (!end.beginTls()) {
        return;
    }
    while (!line.empty() && end.readLine(line)) {
        note(line);
    }
    if (!plan.drips) {
        end.write(plan.https);
        return;
    }
    for (const char octet : plan.https) {
        if (!end.writeLater({&octet, 1})) {
            return;
        }
    }
}

/// The dialogue until the client leaves.
template <class Note>
void converse(TlsServerEnd& end, const TlsServerPlan& plan, Note note)
{
    if (!plan.https.empty()) {
        serveHttps(end, plan, note);
        return;
    }
    bool inside = plan.implicit;
    if ((inside && !end.beginTls()) || !end.write(plan.banner)) {
        return;
    }
    std::string line;
    while (end.readLine(line)) {
        note(line);
        const auto verb = toUpper(line.substr(0, line.find(' ')));
        if (verb == "EHLO" || verb == "LHLO" || verb == "HELO") {
            const auto& clear = verb == "HELO" && !plan.helo.empty() ? plan.helo : plan.ehlo;
            end.write(inside ? plan.ehloInside : clear);
        } else if (verb == "STARTTLS" && !inside) {
            if (!plan.carriesOver) {
                end.forgetUnread();
            }
            if (!end.write(plan.startTls) || !end.writeLater(plan.ownSegment) ||
                (plan.startTls.starts_with("220") && !end.beginTls())) {
                return;
            }
            inside = plan.startTls.starts_with("220");
            if (inside && plan.after != AfterHandshake::Talk) {
                end.leave(plan.after);
                return;
            }
            if (!plan.lastWord.empty()) {
                end.write(plan.lastWord);
                return;
            }
        } else if (inside && plan.others) {
            end.write(plan.others(line));
        } else if (verb == "QUIT") {
            end.write(plan.quit);
            return;
        } else if (verb == "DATA") {
            end.write("354 go on\r\n");
            while (line != "." && end.readLine(line)) {
            }
            end.write("250 2.0.0 Ok: queued as 4Xyz12AB\r\n");
        } else if (verb == "MAIL" || verb == "RCPT" || verb == "RSET") {
            end.write("250 2.1.0 ok\r\n");
        } else {
            end.write(verb == "NOOP" ? plan.noop : "502 5.5.1 what?\r\n");
        }
    }
}

} // namespace

void TlsServer::acceptAll()
{
    while (true) {
        std::array<pollfd, 2> waits{{{listener_.get(), POLLIN, 0}, {stop_.get(), POLLIN, 0}}};
        ::poll(waits.data(), waits.size(), -1);
        if (waits[1].revents != 0) {
            return;
        }
        Descriptor socket(::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC));
        if (!socket.isOpen()) {
            continue;
        }
        {
            const std::lock_guard lock(state_->mutex);
            ++state_->open;
        }
        auto plan = state_->plan;
        if (std::exchange(state_->visited, true)) {
            plan.banner = plan.laterBanner.empty() ? plan.banner : plan.laterBanner;
            plan.fault = plan.fault == HandshakeFault::None ? plan.laterFault : plan.fault;
        }
        connections_.emplace_back(
            [this, plan = std::move(plan)](Descriptor accepted) {
                TlsServerEnd end(std::move(accepted), stop_.get(), state_->context.get(), plan.fault);
                converse(end, plan, [this](const std::string& line) {
                    const std::lock_guard lock(state_->mutex);
                    state_->lines.push_back(line);
                });
                const std::lock_guard lock(state_->mutex);
                state_->serverNames.push_back(end.serverName());
                --state_->open;
                state_->ended.notify_all();
            },
            std::move(socket));
    }
}

} // namespace mpm::test
