// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/tcp_dialer.hpp"
#include "retrieval/make_store.hpp"
#include "support/catch.hpp"
#include "support/grammar.hpp"
#include "support/hostile_smtp.hpp"
#include "support/openssl_digests.hpp"
#include "support/plugin.hpp"
#include "support/temp_dir.hpp"
#include "support/timing.hpp"

#include <nlohmann/json.hpp>
#include <sys/resource.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mpm::test {

/// What is demanded of a search at a hostile server, in the clear since the user allows it.
struct HostileDemand {
    std::string step;          ///< at which it fails; empty: it does not fail
    std::string sentence = {}; ///< part of why
    std::size_t found = 0;     ///< messages
    double within = 1;         ///< seconds
    bool loginRefused = false; ///< which the check tells as that
    bool checkFails = false;   ///< though a search for header fields does not: the check looks for texts, too
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

/// check_mail_roundtrip reads the mailbox at that server, and goes on to send its message to an honest one.
inline void checkAt(const std::string& scheme, Script script, const HostileDemand& demand)
{
#ifdef __SANITIZE_ADDRESS__
    constexpr long mostMemoryKiB = 512L * 1024;
#else
    constexpr long mostMemoryKiB = 32L * 1024;
#endif
    HostileSmtp mailbox(std::move(script));
    HostileSmtp relay({send("220 x\r\n"), answer("EHLO", "250 x\r\n"), answer("MAIL", "250 x\r\n"),
                       answer("RCPT", "250 x\r\n"), answer("DATA", "354 x\r\n"), readMessage(), send("250 x\r\n"),
                       answerQuit()});
    const TempDir folder;
    const auto secret = folder.write("secret", "open sesame\n");
    std::filesystem::permissions(secret, std::filesystem::perms::owner_read);
    const auto result = runCheck("check_mail_roundtrip",
                                 {"-H",
                                  "127.0.0.1",
                                  "-p",
                                  std::to_string(relay.port()),
                                  "-f",
                                  "a@example.org",
                                  "--to",
                                  "b@example.org",
                                  "-F",
                                  "client.example",
                                  "--mailbox",
                                  scheme + "://tim@127.0.0.1:" + std::to_string(mailbox.port()) + "/",
                                  "--mailbox-password-file",
                                  secret,
                                  "--auth-allow-clear",
                                  "--state-file",
                                  (folder / "state").string(),
                                  "-t",
                                  scaled("1"),
                                  "--format",
                                  "json",
                                  "-vvv"},
                                 {.measured = true});
    INFO(result.out << result.err);
    CHECK(result.err.empty());
    CHECK(harmIn(result.out).empty());
    CHECK(result.out.find("sesame") == std::string::npos);
    CHECK(result.seconds < scaled(1.5 + demand.within));
    CHECK(result.maxRssKiB < mostMemoryKiB);
    std::vector<std::string> findings;
    const auto output = nlohmann::json::parse(result.out);
    for (const auto& finding : output["findings"]) {
        findings.push_back(finding["id"].get<std::string>());
    }
    const auto* const id = demand.loginRefused ? "mailbox-login-failed" : "mailbox-unreachable";
    const bool fails = !demand.step.empty() || demand.checkFails;
    CHECK(findings == (fails ? std::vector<std::string>{id} : std::vector<std::string>{}));
    CHECK(result.exitStatus == (fails ? 2 : 0));
}

/// A search at that server, which must end as demanded, with no more time and memory, and leave no secret in the
/// transcript; by the check and by its store.
inline void searchAt(const std::string& scheme, Script script, const HostileDemand& demand)
{
#ifdef __SANITIZE_ADDRESS__
    constexpr long mostMemoryKiB = 512L * 1024; // AddressSanitizer keeps what was freed for a while
#else
    constexpr long mostMemoryKiB = 64L * 1024; // beside what this test has had already
#endif
    checkAt(scheme, script, demand);
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
