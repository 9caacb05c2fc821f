// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/dns_reply.hpp"

#include "dns/wire.hpp"

#include <ldns/ldns.h>

#include <cstdlib>
#include <memory>
#include <stdexcept>

namespace mpm::test {
namespace {

/// The question section of a query that has one question with an uncompressed name.
std::string_view questionOf(std::string_view query)
{
    return query.substr(headerSize, nameEnd(query, headerSize) + 4 - headerSize);
}

} // namespace

DnsReply::DnsReply(std::string_view query) : id_(octetsToU16(query)), question_(questionOf(query)) {}

DnsReply& DnsReply::answer(const std::string& record)
{
    return rawAnswer(recordOctets(record));
}

DnsReply& DnsReply::authority(const std::string& record)
{
    ++counts_[1];
    authority_ += recordOctets(record);
    return *this;
}

DnsReply& DnsReply::additional(const std::string& record)
{
    ++counts_[2];
    additional_ += recordOctets(record);
    return *this;
}

DnsReply& DnsReply::rawAnswer(std::string octets)
{
    ++counts_[0];
    answer_ += octets;
    return *this;
}

DnsReply& DnsReply::rawAuthority(std::string octets)
{
    ++counts_[1];
    authority_ += octets;
    return *this;
}

DnsReply& DnsReply::rawAdditional(std::string octets)
{
    ++counts_[2];
    additional_ += octets;
    return *this;
}

DnsReply& DnsReply::rcode(unsigned value)
{
    rcode_ = value;
    return *this;
}

DnsReply& DnsReply::set(std::uint16_t bits)
{
    flags_ |= bits;
    return *this;
}

DnsReply& DnsReply::clear(std::uint16_t bits)
{
    flags_ &= static_cast<std::uint16_t>(~bits);
    return *this;
}

DnsReply& DnsReply::id(std::uint16_t value)
{
    id_ = value;
    return *this;
}

DnsReply& DnsReply::question(std::string_view section)
{
    question_ = section;
    return *this;
}

DnsReply& DnsReply::edns(unsigned rcodeHigh, std::uint16_t errorCode, std::string_view errorText)
{
    std::string options;
    if (errorCode != 0xFFFF) {
        appendU16(options, 15);
        appendU16(options, static_cast<std::uint16_t>(2 + errorText.size()));
        appendU16(options, errorCode);
        options += errorText;
    }
    ++counts_[2];
    additional_ += '\0';
    appendU16(additional_, 41);
    appendU16(additional_, 1232);
    appendU32(additional_, rcodeHigh << 24U);
    appendU16(additional_, static_cast<std::uint16_t>(options.size()));
    additional_ += options;
    return *this;
}

std::string DnsReply::octets() const
{
    std::string result;
    appendU16(result, id_);
    appendU16(result, static_cast<std::uint16_t>(flags_ | rcode_));
    appendU16(result, question_.empty() ? 0 : 1);
    for (const auto count : counts_) {
        appendU16(result, count);
    }
    return result + question_ + answer_ + authority_ + additional_;
}

std::string recordOctets(const std::string& record)
{
    ldns_rr* raw = nullptr;
    if (ldns_rr_new_frm_str(&raw, record.c_str(), 300, nullptr, nullptr) != LDNS_STATUS_OK) {
        throw std::invalid_argument("not a record: " + record);
    }
    const std::unique_ptr<ldns_rr, void (*)(ldns_rr*)> parsed(raw, ldns_rr_free);
    std::uint8_t* octets = nullptr;
    std::size_t size = 0;
    ldns_rr2wire(&octets, parsed.get(), LDNS_SECTION_ANSWER, &size);
    const std::unique_ptr<std::uint8_t, void (*)(void*)> owner(octets, std::free);
    return {reinterpret_cast<const char*>(octets), size};
}

std::string framed(std::string_view octets)
{
    std::string result;
    appendU16(result, static_cast<std::uint16_t>(octets.size()));
    return result + std::string(octets);
}

} // namespace mpm::test
