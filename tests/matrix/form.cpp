// SPDX-License-Identifier: GPL-3.0-or-later
#include "matrix/form.hpp"

#include "support/grammar.hpp"
#include "support/prometheus_grammar.hpp"
#include "support/timing.hpp"

#include <nlohmann/json.hpp>

#include <stdexcept>

namespace mpm::test {
namespace {

void readAs(const std::string& format, const std::string& out)
{
    if (format == "json") {
        const auto document = nlohmann::json::parse(out);
        if (out.find('\n') != out.size() - 1 || !document.is_object()) {
            throw GrammarError("not one object in one line");
        }
    } else if (format == "prometheus") {
        readAsPrometheus(out);
    } else {
        const auto metrics = readAsGuidelines(out).metrics;
        const auto icinga = readAsIcinga(out);
        if (icinga.metrics.size() != metrics.size()) {
            throw GrammarError("Icinga 2 takes out other metrics");
        }
        for (const auto& dropped : icinga.dropped) {
            if (dropped.find("_days=") == std::string::npos) { // "at least" has no form that Icinga 2 reads
                throw GrammarError("Icinga 2 drops " + dropped);
            }
        }
    }
}

} // namespace

std::vector<std::string> faultsOfForm(const ProcessResult& result, double seconds, const std::string& format)
{
    std::vector<std::string> faults;
    const auto demand = [&](bool holds, const std::string& otherwise) {
        if (!holds) {
            faults.push_back(otherwise);
        }
    };
    demand(result.signal == 0, "a signal ended it: " + std::to_string(result.signal));
    demand(result.exitStatus >= 0 && result.exitStatus <= 3, "exit status " + std::to_string(result.exitStatus));
    demand(result.err.empty(), "stderr: " + result.err);
    demand(result.seconds <= seconds + scaled(0.3), "it took " + std::to_string(result.seconds) + " s");
    demand(result.maxRssKiB < mostMemoryKiB, "it took up " + std::to_string(result.maxRssKiB) + " KiB");
    demand(result.leftProcesses == 0, "it left processes behind");
    demand(!result.leftOpen, "it left its output open");
    demand(harmIn(result.out).empty(), "harmful: " + harmIn(result.out));
    try {
        readAs(format, result.out);
    } catch (const std::exception& fault) {
        faults.emplace_back(fault.what());
    }
    return faults;
}

} // namespace mpm::test
