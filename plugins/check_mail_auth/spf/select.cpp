// SPDX-License-Identifier: GPL-3.0-or-later
#include "check_mail_auth/spf/select.hpp"

#include "check/append.hpp"
#include "check/ascii.hpp"

namespace mpm::checkMailAuth {
namespace {

constexpr std::string_view version = "v=spf1";

bool isSpf(const std::string& text)
{
    return startsWithIgnoringCase(text, version) && (text.size() == version.size() || text[version.size()] == ' ');
}

SpfSelection select(const DnsName& domain, Reading& reading)
{
    using State = SpfSelection::State;
    SpfSelection selection;
    selection.answer = reading.look(domain, RecordType::Txt);
    if (selection.answer == nullptr) {
        return selection;
    }
    if (!selection.answer->isConclusive()) {
        selection.state = State::Failed;
        return selection;
    }
    for (auto& text : selection.answer->texts()) {
        if (isSpf(text)) {
            selection.texts.push_back(std::move(text));
        }
    }
    if (selection.texts.empty()) {
        selection.state = selection.answer->outcome == DnsOutcome::NoSuchName ? State::NoName : State::None;
    } else if (selection.texts.size() > 1) {
        selection.state = State::Several;
    } else {
        auto parsed = parseSpf(selection.texts.front());
        if (auto* record = std::get_if<SpfRecord>(&parsed)) {
            selection.record = std::move(*record);
            selection.state = State::Sound;
        } else {
            selection.fault = std::get<SpfFault>(std::move(parsed));
            selection.state = State::Broken;
        }
    }
    return selection;
}

} // namespace

std::vector<DnsName> exchangesOf(const DnsAnswer& answer)
{
    std::vector<DnsName> hosts;
    for (const auto& record : answer.values<MxRecord>()) {
        if (!record.exchange.isRoot()) {
            addOnce(hosts, record.exchange);
        }
    }
    return hosts;
}

std::shared_ptr<const SpfSelection> SpfRecords::at(const DnsName& domain)
{
    constexpr std::size_t mostTerms = 10000;
    if (const auto found = kept_.find(domain); found != kept_.end()) {
        return found->second;
    }
    auto selection = std::make_shared<const SpfSelection>(select(domain, reading_));
    if (terms_ += selection->record.terms.size() + 1; terms_ <= mostTerms) {
        kept_.emplace(domain, selection);
    }
    return selection;
}

} // namespace mpm::checkMailAuth
