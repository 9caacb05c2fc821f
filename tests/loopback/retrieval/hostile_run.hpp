// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/tcp_dialer.hpp"
#include "retrieval/make_store.hpp"
#include "support/catch.hpp"
#include "support/hostile_smtp.hpp"
#include "support/openssl_digests.hpp"
#include "support/timing.hpp"

#include <sys/resource.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace mpm::test {

/// What is demanded of a search at a hostile server, in the clear since the user allows it.
struct HostileDemand {
    std::string step;          ///< at which it fails; empty: it does not fail
    std::string sentence = {}; ///< part of why
    std::size_t found = 0;     ///< messages
    double within = 1;         ///< seconds
};

class Loopback : public Resolver {
public:
    AddressLookup addresses(const std::string& /*name*/, FamilyChoice /*families*/, Deadline /*deadline*/) override
    {
        return {{*IpAddress::parse("127.0.0.1")}, {}, 0};
    }
    PointerLookup pointers(const IpAddress& /*address*/, Deadline /*deadline*/) override { return {}; }
};

inline long peakMemoryKiB()
{
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

/// Of this nothing but, without end; in pieces of some size, so that a busy machine gets through the bounds in time.
inline Script::value_type floodOf(std::string_view text)
{
    std::string piece;
    while (piece.size() < 4096) {
        piece += text;
    }
    return sendForever(piece);
}

/// A search at that server, which must end as demanded, with no more time and memory, and leave no secret in the
/// transcript.
inline void searchAt(const std::string& scheme, Script script, const HostileDemand& demand)
{
#ifdef __SANITIZE_ADDRESS__
    constexpr long mostMemoryKiB = 512L * 1024; // AddressSanitizer keeps what was freed for a while
#else
    constexpr long mostMemoryKiB = 64L * 1024; // beside what this test has had already
#endif
    HostileSmtp server(std::move(script));
    RetrievalPlan plan;
    plan.url = MailboxUrl::parse(scheme + "://tim@mail.example.com:" + std::to_string(server.port()) + "/");
    plan.login.credentials = {"tim", Secret("open sesame")};
    plan.login.allowClear = true;
    plan.login.nonce = "nonce";
    Loopback resolver;
    TcpDialer dialer;
    OpensslDigests digests;
    const auto memory = peakMemoryKiB();
    const auto start = Clock::now();
    const auto store = makeMessageStore(plan, {resolver, dialer, digests});
    const auto result = store->find({{{"X-Token", "abc"}}, "", {}}, Deadline::in(scaled(Seconds(0.5))));
    store->close(Deadline::in(Seconds(0.1)));
    const auto detail = result.failure ? result.failure->failure.detail : "";
    INFO(detail);
    CHECK((result.failure ? toString(result.failure->step) : "") == demand.step);
    CHECK(detail.find(demand.sentence) != std::string::npos);
    CHECK(result.messages.size() == demand.found);
    CHECK(since(start).count() < scaled(demand.within));
    CHECK(peakMemoryKiB() - memory < mostMemoryKiB);
    CHECK(detail.find("sesame") == std::string::npos);
    CHECK(harmless(detail, detail.size()) == detail);
    for (const auto& line : store->facts().transcript) {
        CHECK(line.find("open sesame") == std::string::npos);
    }
}

} // namespace mpm::test
