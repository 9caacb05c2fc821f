// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/catch.hpp"
#include "support/grammar.hpp"
#include "support/plugin.hpp"
#include "support/temp_dir.hpp"
#include "support/timing.hpp"
#include "support/tls_server.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace mpm::test {

/// An authority and the folder that its root is in.
struct TlsBed {
    TestPki pki;
    TempDir folder;
    std::string rootFile = folder.write("root.pem", pki.root.pem()).string();

    /// An honest server: leaf and intermediate.
    TlsServerPlan honest(const CertificateSpec& spec = {}) const
    {
        TlsServerPlan plan;
        plan.chain = {pki.leaf(spec), pki.intermediate};
        return plan;
    }

    /// `-H localhost -4 -p PORT -t 2 --verify-name mail.example.org --ca-file ROOT` and more.
    ProcessResult check(std::uint16_t port, std::vector<std::string> more = {}) const
    {
        std::vector<std::string> arguments{"-H", "localhost", "-4", "-p", std::to_string(port), "--ca-file", rootFile};
        if (std::find(more.begin(), more.end(), "-t") == more.end()) {
            arguments.insert(arguments.end(), {"-t", scaled("2")});
        }
        arguments.insert(arguments.end(), more.begin(), more.end());
        if (std::find(more.begin(), more.end(), "--verify-name") == more.end()) {
            arguments.insert(arguments.end(), {"--verify-name", "mail.example.org"});
        }
        return runCheck("check_smtp_tls", arguments);
    }

    ProcessResult check(TlsServerPlan plan, std::vector<std::string> more = {}) const
    {
        const TlsServer server(std::move(plan));
        return check(server.port(), std::move(more));
    }
};

/// The IDs of the findings in the output, in order.
inline std::vector<std::string> findingsIn(const ProcessResult& result)
{
    std::vector<std::string> ids;
    for (const auto& line : result.lines()) {
        if (line.starts_with("[")) {
            const auto start = line.find(' ') + 1;
            ids.push_back(line.substr(start, line.find(' ', start) - start));
        }
    }
    return ids;
}

/// What must hold whatever the server does.
inline void checkOutput(const ProcessResult& result)
{
    CHECK(result.signal == 0);
    CHECK(result.err.empty());
    CHECK(harmIn(result.out).empty());
    CHECK_NOTHROW(readAsGuidelines(result.out));
    // Icinga 2 takes only plain numbers for limits; "at least" has no other form in the guidelines.
    for (const auto& dropped : readAsIcinga(result.out).dropped) {
        CHECK(dropped.starts_with("cert_days="));
    }
}

/// This status, exactly these findings, and this text on line 1.
inline void expectVerdict(const ProcessResult& result, int status, const std::vector<std::string>& findings,
                          const std::string& line1)
{
    INFO(result.out << result.err);
    checkOutput(result);
    CHECK(result.exitStatus == status);
    CHECK(findingsIn(result) == findings);
    INFO("line 1 should hold " << line1);
    CHECK(result.firstLine().find(line1) != std::string::npos);
}

} // namespace mpm::test
