// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "loopback/tls/tls_verdict.hpp"
#include "support/fake_zone.hpp"
#include "support/private_internet.hpp"
#include "support/timing.hpp"

#include <algorithm>
#include <deque>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace mpm::test {

/// example.org with MX hosts on port 25, and a web server for its MTA-STS policy, at addresses that look global, in a
/// network of the test's own.
class MailWorld {
public:
    explicit MailWorld(bool secured) { zone_.secured = secured; }

    const TlsBed& bed() const { return bed_; }

    /// A host of the domain: its MX record, its address and its server. An honest one without `plan`.
    void addHost(const std::string& host, const std::string& address, std::optional<TlsServerPlan> plan = std::nullopt)
    {
        addMachine(host, address);
        zone_.records.push_back("example.org. 300 IN MX 10 " + host + ".");
        servers_.emplace_back(plan.value_or(honest(host)), address, 25);
    }

    void addMachine(const std::string& host, const std::string& address)
    {
        network_.add({address});
        zone_.records.push_back(host + ". 300 IN A " + address);
    }

    TlsServerPlan honest(const std::string& host) const { return bed_.honest({.names = {"DNS:" + host}}); }

    void add(const std::string& record) { zone_.records.push_back(record); }

    /// This question, "mx1.example.org A", gets that in place of an answer; see FakeZone.
    void fail(const std::string& question, const std::string& how = "SERVFAIL")
    {
        faults_.push_back(question + " " + how);
    }
    void recover() { faults_.clear(); }

    void addTlsa(const std::string& host, const std::string& data)
    {
        add("_25._tcp." + host + ". 300 IN TLSA " + data);
    }

    /// The policy's record, and the web server with this response.
    void addPolicy(const std::string& response)
    {
        auto plan = honest("mta-sts.example.org");
        plan.https = response;
        addPolicy(std::move(plan));
    }

    void addPolicy(TlsServerPlan plan)
    {
        add("_mta-sts.example.org. 300 IN TXT \"v=STSv1; id=1;\"");
        addMachine("mta-sts.example.org", "20.0.80.1");
        servers_.emplace_back(std::move(plan), "20.0.80.1", 443);
    }

    static std::string served(const std::string& policy)
    {
        return "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: " + std::to_string(policy.size()) +
               "\r\n\r\n" + policy;
    }

    /// What clients said to the servers, in the order in which these were added.
    std::vector<std::string> lines()
    {
        std::vector<std::string> all;
        for (auto& server : servers_) {
            const auto more = server.lines();
            all.insert(all.end(), more.begin(), more.end());
        }
        return all;
    }

    /// Runs the check with its own resolver.
    ProcessResult check(std::vector<std::string> arguments, const std::string& plugin = "check_smtp_tls")
    {
        auto zone = zone_;
        zone.records.insert(zone.records.end(), faults_.begin(), faults_.end());
        const FakeDns dns(zoneOf(zone));
        arguments.insert(arguments.end(), {"--ca-file", bed_.rootFile, "--resolver", resolverOption(dns)});
        if (std::find(arguments.begin(), arguments.end(), "-t") == arguments.end()) {
            arguments.insert(arguments.end(), {"-t", scaled("3")});
        }
        return runCheck(plugin, arguments);
    }

    ProcessResult checkDomain(const std::vector<std::string>& more = {})
    {
        std::vector<std::string> arguments{"--mx", "example.org"};
        arguments.insert(arguments.end(), more.begin(), more.end());
        return check(std::move(arguments));
    }

private:
    PrivateNetwork network_;
    TlsBed bed_;
    FakeZone zone_;
    std::vector<std::string> faults_;
    std::deque<TlsServer> servers_;
};

} // namespace mpm::test
