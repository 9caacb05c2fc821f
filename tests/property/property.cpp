// SPDX-License-Identifier: GPL-3.0-or-later
#include "property/property.hpp"

#include "support/catch.hpp"

#include <rapidcheck.h>
#include <rapidcheck/detail/TestListenerAdapter.h>

#include <cstdlib>
#include <iostream>
#include <set>
#include <sstream>

namespace mpm::property {
namespace {

rc::detail::Configuration configured(int cases)
{
    rc::detail::Configuration defaults;
    defaults.testParams.seed = 20260611; // a commit is judged by the same cases each time; RC_PARAMS brings others
    defaults.testParams.maxSuccess = cases;
    const char* given = std::getenv("RC_PARAMS"); // NOLINT(concurrency-mt-unsafe): nobody here sets the environment
    return rc::detail::configFromString(given == nullptr ? "" : given, defaults);
}

} // namespace

void forAll(const Property& property, const std::function<Report()>& body)
{
    const auto configuration = configured(property.cases);
    rc::detail::TestMetadata about;
    about.id = about.description = property.name;
    rc::detail::TestListenerAdapter silent;
    int held = 0;
    std::set<std::string> kinds;
    const auto result = rc::detail::checkTestable(
        [&] {
            for (const auto& finding : body().findings) {
                kinds.insert(finding.id);
            }
            ++held;
        },
        about, configuration.testParams, silent, configuration.reproduce);
    std::ostringstream told;
    rc::detail::printResultMessage(result, told);
    const auto seed = "RC_PARAMS=\"seed=" + std::to_string(configuration.testParams.seed) + "\"";
    std::cout << "property: " << property.name << ": " << held << " cases, " << kinds.size() << " kinds of findings; "
              << seed << '\n';
    INFO(seed << '\n' << told.str());
    REQUIRE(result.is<rc::detail::SuccessResult>());
    CHECK((kinds.size() >= property.kinds || held < property.cases));
}

} // namespace mpm::property
