// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/base64.hpp"
#include "fuzz/byte_script.hpp"
#include "fuzz/demand.hpp"
#include "fuzz/no_digests.hpp"
#include "retrieval/make_store.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mpm::fuzz {

/// The script is the server's of the first connection; later ones are refused.
class OneScript : public Dialer {
public:
    OneScript(std::string_view script, bool encrypted) : script_(std::make_shared<ByteScript>(script, encrypted)) {}

    std::unique_ptr<Channel> dial(const Endpoint& /*endpoint*/, Deadline /*deadline*/) override
    {
        if (std::exchange(dialled_, true)) {
            throw PeerFailed(FailureKind::Refused, "connection refused");
        }
        return std::make_unique<Shared>(script_);
    }

    const std::vector<ByteScript::Sent>& sent() const { return script_->sent(); }

private:
    struct Shared : Channel {
        explicit Shared(std::shared_ptr<ByteScript> script) : inner(std::move(script)) {}
        std::string receive(Deadline deadline) override { return inner->receive(deadline); }
        std::string receivePending() override { return inner->receivePending(); }
        void send(std::string_view bytes, Deadline deadline) override { inner->send(bytes, deadline); }
        TlsFacts startTls(const TlsRequest& request, Deadline deadline) override
        {
            return inner->startTls(request, deadline);
        }
        std::shared_ptr<ByteScript> inner;
    };

    std::shared_ptr<ByteScript> script_;
    bool dialled_ = false;
};

class AnyAddress : public Resolver {
public:
    AddressLookup addresses(const std::string& /*name*/, FamilyChoice /*families*/, Deadline /*deadline*/) override
    {
        return {{*IpAddress::parse("192.0.2.25")}, {}, 0};
    }
    PointerLookup pointers(const IpAddress& /*address*/, Deadline /*deadline*/) override { return {}; }
};

/// Two searches and a removal at a server with that script, and what must hold whatever it says.
inline void readMailbox(std::string_view script, unsigned choices, RetrievalProtocol protocol)
{
    const std::string password = "correct-Horse-battery-7";
    RetrievalPlan plan;
    const bool implicit = choices % 2 == 0;
    const bool imap = protocol == RetrievalProtocol::Imap;
    plan.url =
        MailboxUrl::parse(std::string(imap ? "imap" : "pop3") + (implicit ? "s" : "") + "://monitor@mail.example.com/");
    plan.login.credentials = {"monitor", Secret(password)};
    plan.login.nonce = "nonce-of-this-run";
    const auto& mechanisms = saslMechanisms();
    if (const auto chosen = choices / 2 % 8; chosen < mechanisms.size()) {
        plan.login.mechanism = mechanisms[chosen];
    }
    const bool trusts = choices / 16 % 4 != 1;
    plan.trusts = [&](const TlsFacts&) { return trusts; };
    AnyAddress resolver;
    OneScript dialer(script, false);
    NoDigests digests;
    const auto store = makeMessageStore(plan, {resolver, dialer, digests});
    const auto later = Deadline::in(Seconds(3600));
    std::vector<MessageId> found;
    for (int i = 0; i < 2; ++i) {
        const MessageCriteria criteria{{{"X-Token", "abc"}}, choices / 64 % 2 == 1 ? "abc" : "", {}};
        const auto result = store->find(criteria, later);
        for (const auto& message : result.messages) {
            demand(!message.id.unique.empty());
            demand(message.header.raw().size() <= mostRetrievedHeader && message.body.raw().size() <= plan.mostBody);
            found.push_back(message.id);
        }
        if (result.failure) {
            demandHarmless(result.failure->failure.detail);
            demand(result.failure->failure.detail.find(password) == std::string::npos);
        }
    }
    const auto removal = store->remove(found, later);
    demand(removal.removed.size() + removal.marked.size() <= found.size());
    store->close(later);
    const auto facts = store->facts();
    for (const auto& line : facts.transcript) {
        demand(line.size() <= 1100);
        demand(line.find(password) == std::string::npos && line.find(encodeBase64(password)) == std::string::npos);
    }
    for (const auto& capability : facts.capabilities) {
        demandHarmless(capability);
        demand(capability.find(password) == std::string::npos);
    }
    for (const auto& each : dialer.sent()) {
        const auto octets = decodeBase64(each.octets.substr(0, each.octets.find_last_not_of("\r\n") + 1));
        const bool secret =
            each.octets.find(password) != std::string::npos || (octets && octets->find(password) != std::string::npos);
        demand(!secret || (each.encrypted && trusts));
    }
}

} // namespace mpm::fuzz
