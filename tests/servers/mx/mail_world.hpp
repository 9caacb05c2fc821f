// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/private_internet.hpp"
#include "support/timing.hpp"
#include "support/told_findings.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace mpm::test {

/// A domain of the private internet, and what check_mx must make of it.
struct Shape {
    std::string domain;  ///< without `.example` behind it: "primary-down"
    std::string records; ///< of its zone; empty: it has none of its own
    int exitStatus = 0;
    std::vector<std::string> findings = {};  ///< all of them, in order: "mx-host-down W"
    std::vector<std::string> line1 = {};     ///< what line 1 must hold
    std::vector<std::string> arguments = {}; ///< beside -d DOMAIN, --resolver and -t
    std::string timeout = "2";               ///< of -t
    double within = 2.0;                     ///< seconds
};

/// The machines that every shape can point to, by names below hosts.example: a and b (IPv4), dual and dual2
/// (both families), six (IPv6 only), down, down2 (nobody listens), half4 and half6 (only that family works),
/// busy, busy2 (421), refuse, refuse2 (554), silent, silent2, tls (offers STARTTLS), private4 (10.0.0.25,
/// where a mail server runs), private6.
inline const std::string hostRecords = R"(
a        A 20.0.1.1
a_1      A 20.0.1.1
b        A 20.0.1.2
dual     A 20.0.1.3
dual     AAAA 2a00:1::3
dual2    A 20.0.1.4
dual2    AAAA 2a00:1::4
six      AAAA 2a00:1::4
down     A 20.0.2.1
down2    A 20.0.2.2
half4    A 20.0.1.1
half4    AAAA 2a00:2::1
half6    A 20.0.2.1
half6    AAAA 2a00:1::3
busy     A 20.0.3.1
busy2    A 20.0.3.2
refuse   A 20.0.4.1
refuse2  A 20.0.4.2
silent   A 20.0.5.1
silent2  A 20.0.5.2
tls      A 20.0.6.1
private4 A 10.0.0.25
private6 AAAA fd00::25
alias    CNAME a
chain    CNAME chain2
chain2   CNAME chain3
chain3   CNAME a
noaddr   TXT "no address here"
other-a  A 20.0.1.1
)";

inline const std::string busyReply = "421 4.3.2 mail.example too many connections";
inline const std::string refusal = "554 5.7.1 mail.example no service for you";

/// The world: the shapes' zones, these zones and the machines.
class MailWorld {
public:
    explicit MailWorld(const std::vector<Shape>& shapes, std::vector<PrivateInternet::Zone> zones = {})
        : internet_(allZones(shapes, std::move(zones)))
    {
        for (const auto* address :
             {"20.0.1.1", "20.0.1.2", "20.0.1.3", "2a00:1::3", "20.0.1.4", "2a00:1::4", "10.0.0.25", "fd00::25"}) {
            internet_.addSink(address);
        }
        for (const auto* address : {"20.0.2.1", "20.0.2.2", "2a00:2::1"}) {
            internet_.addMachine(address);
        }
        for (const auto* address : {"20.0.3.1", "20.0.3.2"}) {
            internet_.addSink(address, {"-r", "CONNECT", "-b", busyReply});
        }
        for (const auto* address : {"20.0.4.1", "20.0.4.2"}) {
            internet_.addSink(address, {"-f", "CONNECT", "-B", refusal});
        }
        for (const auto* address : {"20.0.5.1", "20.0.5.2"}) {
            internet_.addScript(address, {staySilent()});
        }
        internet_.addScript("20.0.6.1", {send("220 mail.example ESMTP\r\n"),
                                         answerEhlo("250-mail.example\r\n250-SIZE\r\n250 STARTTLS\r\n"), answerQuit()});
    }

    PrivateInternet& internet() { return internet_; }

    ProcessResult check(const std::string& domain, const std::vector<std::string>& more = {},
                        const std::string& timeout = "2") const
    {
        std::vector<std::string> arguments{"-d", domain, "--resolver", internet_.resolver(), "-t", scaled(timeout)};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return runCheck("check_mx", arguments);
    }

private:
    static std::vector<PrivateInternet::Zone> allZones(const std::vector<Shape>& shapes,
                                                       std::vector<PrivateInternet::Zone> zones)
    {
        zones.push_back({"hosts.example", hostRecords});
        for (const auto& shape : shapes) {
            if (!shape.records.empty()) {
                zones.push_back({shape.domain + ".example", shape.records});
            }
        }
        return zones;
    }

    PrivateInternet internet_;
};

/// Whatever the domain: nothing on stderr, nothing harmful, line 1 and perfdata as everybody reads them.
inline void checkForm(const ProcessResult& result)
{
    const auto output = checkSafe(result);
    const auto icinga = readAsIcinga(result.out);
    CHECK(icinga.dropped.empty());
    CHECK(icinga.metrics == output.metrics);
}

/// Runs check_mx on every shape, with -v so that OK findings are seen too.
inline void checkShapes(const MailWorld& world, const std::vector<Shape>& shapes)
{
    for (const auto& shape : shapes) {
        auto arguments = shape.arguments;
        arguments.emplace_back("-v");
        const auto result = world.check(shape.domain + ".example", arguments, shape.timeout);
        INFO(shape.domain << "\n" << result.out << result.err);
        CHECK(result.exitStatus == shape.exitStatus);
        CHECK(findingsIn(result) == shape.findings);
        CHECK(result.seconds <= scaled(shape.within));
        checkForm(result);
        for (const auto& text : shape.line1) {
            INFO("line 1 should hold " << text);
            CHECK(result.firstLine().find(text) != std::string::npos);
        }
    }
}

} // namespace mpm::test
