// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "check/ascii.hpp"
#include "check_dns_delegation/registry/whois.hpp"
#include "support/catch.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace mpm::test {

/// An answer in a registry's form, and what must be read from it.
struct WhoisShape {
    const char* registry;
    const char* domain;
    const char* answer;
    std::string hosts; ///< "ns1.example.com ns2.example.com", with addresses behind a host in brackets
    std::int64_t expires = 0;
};

constexpr std::int64_t may22 = 1400716800; // 2014-05-22
constexpr std::int64_t endOfMay22 = may22 + 86399;

inline std::string hostsOf(const RegistryRecord& record)
{
    std::vector<std::string> texts;
    for (const auto& host : record.hosts) {
        auto text = host.name.toString();
        for (const auto& address : host.addresses) {
            text += "[" + address.toString() + "]";
        }
        texts.push_back(text);
    }
    return join(texts, " ");
}

/// Every shape with LF and with CRLF at the ends of its lines.
inline void checkShapes(const std::vector<WhoisShape>& shapes)
{
    for (const auto& shape : shapes) {
        const std::string answer = shape.answer;
        std::string crlf;
        for (const char c : answer) {
            crlf += c == '\n' && !crlf.ends_with('\r') ? "\r\n" : std::string(1, c);
        }
        for (const auto& text : {answer, crlf}) {
            INFO(shape.registry << (text == answer ? "" : " with CRLF"));
            const auto domain = DnsName::parse(shape.domain);
            const auto record = parseWhois(text, domain);
            CHECK(record.state == RegistryRecord::State::Registered);
            CHECK(record.domain == domain);
            CHECK(hostsOf(record) == shape.hosts);
            CHECK(record.expires.value_or(0) == shape.expires);
            CHECK(record.hold().empty());
        }
    }
}

} // namespace mpm::test
