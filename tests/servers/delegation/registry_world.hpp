// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "servers/delegation/zone_world.hpp"
#include "support/hostile_smtp.hpp"
#include "support/timing.hpp"
#include "support/tls_server.hpp"

#include <cstdint>
#include <ctime>
#include <deque>
#include <map>

namespace mpm::test {

inline const std::string registryAddress = "25.0.0.1";
inline const std::string registrarAddress = "25.0.0.2";
inline const std::string ianaAddress = "25.0.0.9";
inline const std::string resolverAddress = "25.0.53.1";

/// "2030-01-31": so many days from now, and some hours.
inline std::string inDays(int days)
{
    const std::time_t then = std::time(nullptr) + (days + 1) * 86400L;
    std::tm parts{};
    ::gmtime_r(&then, &parts);
    char text[16];
    std::strftime(text, sizeof text, "%Y-%m-%d", &parts);
    return text;
}

/// "2030-01-31T10:11:12Z": so many seconds from now.
inline std::string inSeconds(long seconds)
{
    const std::time_t then = std::time(nullptr) + seconds;
    std::tm parts{};
    ::gmtime_r(&then, &parts);
    char text[32];
    std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
    return text;
}

/// A server that takes a line, answers and closes.
inline Script whoisAnswer(const std::string& answer)
{
    return {awaitLine(""), send(answer)};
}

/// A server that knows these questions.
inline Script whoisAnswers(const std::map<std::string, std::string>& answers)
{
    return {[answers](ServerEnd& end) {
        std::string line;
        if (!end.readLine(line)) {
            return false;
        }
        const auto found = answers.find(line);
        return end.write(found == answers.end() ? "No match for \"" + line + "\".\r\n" : found->second);
    }};
}

inline ServerStep awaitBlankLine()
{
    return [](ServerEnd& end) {
        std::string line;
        while (end.readLine(line)) {
            if (line.empty() || line == "\r") {
                return true;
            }
        }
        return false;
    };
}

inline std::string httpResponse(const std::string& status, const std::string& body, const std::string& header = "")
{
    return "HTTP/1.1 " + status + "\r\nContent-Type: application/rdap+json\r\n" + header +
           "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

inline Script httpAnswer(const std::string& status, const std::string& body, const std::string& header = "")
{
    return {awaitBlankLine(), send(httpResponse(status, body, header))};
}

inline std::string whoisRecord(int days, const std::string& more = "", const std::string& second = "NS2.SHOP.EXAMPLE")
{
    return "Domain Name: SHOP.EXAMPLE\r\nRegistry Expiry Date: " + inDays(days) + "T00:00:00Z\r\n" + more +
           "Name Server: NS1.SHOP.EXAMPLE\r\nName Server: " + second + "\r\n";
}

/// A domain object of shop.example with the right name servers; `more` begins with a comma.
inline std::string rdapObject(const std::string& more = "")
{
    return R"({"objectClassName":"domain","ldhName":"shop.example",)"
           R"("nameservers":[{"ldhName":"ns1.shop.example"},{"ldhName":"ns2.shop.example"}])" +
           more + "}";
}

inline std::string rdapExpiry(int days)
{
    return R"(,"events":[{"eventAction":"expiration","eventDate":")" + inDays(days) + R"(T00:00:00Z"}])";
}

/// The zones' world with servers of registries in it, and a resolver that knows their names.
class RegistryWorld {
public:
    explicit RegistryWorld(const ZoneWorld& world = {}) : internet_(zonesOf(world), serversOf(world)) {}

    /// A server that follows the script on this port of an address, which may be anything.
    HostileSmtp& serve(const std::string& address, std::uint16_t port, Script script)
    {
        internet_.network().add({address});
        return servers_.emplace_back(std::move(script), address, port);
    }

    HostileSmtp& whois(const std::string& address, Script script) { return serve(address, 43, std::move(script)); }

    /// A web server with this certificate that gives this response to every request.
    TlsServer& https(const std::string& address, const std::vector<TestCertificate>& chain, const std::string& response)
    {
        internet_.network().add({address});
        return webServers_.emplace_back(TlsServerPlan{.chain = chain, .https = response}, address, 443);
    }

    /// The certification authorities of the machine that the check runs on.
    void trust(const TestCertificate& root) { authorities_ = root.pem(); }

    std::string file(const std::string& name, const std::string& text) const { return folder_.write(name, text); }

    ProcessResult check(std::vector<std::string> arguments, const std::string& domain = "shop.example",
                        const std::string& timeout = "4") const
    {
        arguments.insert(arguments.end(), {"-d", domain, "-t", scaled(timeout), "--resolver", resolverAddress,
                                           "--root-hints", file("hints", ". A 20.0.0.1\n")});
        const auto bundle = file("authorities.pem", authorities_);
        return runCheck("check_dns_delegation", arguments,
                        {.environment = {{"SSL_CERT_FILE", bundle}, {"SSL_CERT_DIR", "/nonexistent"}}});
    }

private:
    static ScriptedInternet::Zones zonesOf(const ZoneWorld& world)
    {
        auto zones = world.zones;
        zones["example"] += world.delegation + world.glue;
        zones["shop.example"] = world.zone();
        return zones;
    }

    /// The resolver is a name server of a root of its own, under which there is nothing but these names.
    static ScriptedInternet::Servers serversOf(const ZoneWorld& world)
    {
        auto servers = world.servers;
        servers[resolverAddress] = {
            .zones = {"."},
            .ownZones = {{".", "@ SOA ns hostmaster 1 7200 900 1209600 300\n@ NS ns\nns A " + resolverAddress +
                                   "\nwhois.iana.org A " + ianaAddress + "\nwhois.nic.example A " + registryAddress +
                                   "\nwhois.registrar.example A " + registrarAddress + "\nrdap.nic.example A " +
                                   registryAddress + "\nrdap.mirror.example A " + registrarAddress +
                                   "\nwhois.inside.example A 10.0.0.1\nlocalhost A 127.0.0.1\n"}}};
        return servers;
    }

    ScriptedInternet internet_;
    std::deque<HostileSmtp> servers_;
    std::deque<TlsServer> webServers_;
    TempDir folder_;
    std::string authorities_;
};

/// A registry's answer, and what check_dns_delegation must make of it.
struct RegistryShape {
    std::string name;
    Script script;
    std::vector<std::string> findings = {};
    std::vector<std::string> line1 = {};
    std::vector<std::string> remedies = {}; ///< what the text below line 1 must hold
};

inline void expectShape(const ProcessResult& result, const RegistryShape& shape)
{
    INFO(shape.name << "\n" << result.out << result.err);
    CHECK(findingsIn(result) == shape.findings);
    checkForm(result);
    for (const auto& text : shape.line1) {
        INFO("line 1 should hold " << text);
        CHECK(result.firstLine().find(text) != std::string::npos);
    }
    for (const auto& text : shape.remedies) {
        INFO("it should hold " << text);
        CHECK(result.out.find(text) != std::string::npos);
    }
}

} // namespace mpm::test
