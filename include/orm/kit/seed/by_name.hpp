// SPDX-License-Identifier: MIT
// Chooses invented values by what a column is called: "email", "created_at", "price".
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <orm/kit/seed/fakes.hpp>
#include <orm/schema/casing.hpp>

namespace orm::kit::seeding {

/// The words of a column's name in small letters: {"created", "at"}.
class name_words {
public:
    explicit name_words(std::string_view name) {
        std::string word;
        for (const char character : std::string(snake_case::apply(name).view()) + "_") {
            if (character != '_') {
                word += character;
                continue;
            }
            if (!word.empty()) words_.push_back(word);
            word.clear();
        }
    }

    /// True when one of the words is in the list, which has a blank at both ends of each.
    bool has(std::string_view list) const {
        for (const std::string& word : words_)
            if (list.find(" " + word + " ") != std::string_view::npos) return true;
        return false;
    }
    bool ends(std::string_view list) const {
        return !words_.empty() && list.find(" " + words_.back() + " ") != std::string_view::npos;
    }
    bool has(std::string_view one, std::string_view other) const { return has(one) && has(other); }

private:
    std::vector<std::string> words_;
};

namespace detail {

inline fake::any_maker text_of(void (*write)(std::string&, fake::place&),
                               bool knows_unique = false) {
    return {write, knows_unique};
}

inline std::optional<fake::any_maker> person_by_name(const name_words& name,
                                                     const name_words& table) {
    using namespace fake::texts;
    if (name.has(" email mail ")) return text_of(email, true);
    if (name.has(" phone mobile telephone fax tel ")) return text_of(phone, true);
    if (name.has(" first given fname firstname ", " first name fname given firstname "))
        return text_of(first_name);
    if (name.has(" last family surname lname lastname ",
                 " last name surname family lname lastname "))
        return text_of(last_name);
    if (name.has(" username login handle nickname nick screen ")) return text_of(user_name, true);
    if (name.has(" company organisation organization employer vendor brand "))
        return text_of(company);
    if (name.has(" job profession occupation position ")) return text_of(job);
    if (!name.has(" name author owner contact ")) return std::nullopt;
    if (name.has(" file ")) return text_of(file_name);
    if (name.has(" domain host ")) return text_of(domain, true);
    if (name.has(" user ")) return text_of(user_name, true);
    if (name.has(" full display author owner contact real ") ||
        table.has(
            " user users person people customer customers member members author authors employee"
            " employees contact contacts student students patient patients profile profiles "))
        return text_of(full_name);
    if (table.has(" company companies organization organizations organisation organisations vendor"
                  " vendors "))
        return text_of(company);
    return text_of(title);
}

inline std::optional<fake::any_maker> place_by_name(const name_words& name) {
    using namespace fake::texts;
    if (name.has(" ip ") || name.has(" ipaddress ")) return text_of(ip_address, true);
    if (name.has(" street address address1 line1 ")) return text_of(street_address);
    if (name.has(" city town ")) return text_of(city);
    if (name.has(" zip postal postcode zipcode ")) return text_of(postal_code);
    if (name.has(" province region county ")) return text_of(state);
    if (name.has(" country nation "))
        return text_of(name.has(" code iso ") ? country_code : country);
    if (name.has(" timezone tz ") || name.has(" time ", " zone ")) return text_of(time_zone);
    if (name.has(" currency ")) return text_of(currency);
    if (name.has(" locale language lang ")) return text_of(locale);
    return std::nullopt;
}

inline std::optional<fake::any_maker> thing_by_name(const name_words& name) {
    using namespace fake::texts;
    if (name.has(" image avatar photo picture logo icon thumbnail cover banner "))
        return text_of(image_url, true);
    if (name.has(" url uri website link href homepage webhook endpoint "))
        return text_of(url, true);
    if (name.has(" slug ")) return text_of(slug);
    if (name.has(" domain host hostname ")) return text_of(domain, true);
    if (name.has(" path folder directory ")) return text_of(path);
    if (name.has(" file filename ")) return text_of(file_name);
    if (name.has(" mime media ")) return text_of(media_type);
    if (name.has(" agent ")) return text_of(user_agent);
    if (name.has(" color colour ")) return text_of(hex_colour);
    if (name.has(" hash password digest checksum sha secret token signature salt "))
        return text_of(hash);
    if (name.has(" version ")) return text_of(version);
    if (name.has(" title subject headline label heading ")) return text_of(title);
    if (name.has(" body content bio biography article about text ")) return text_of(paragraph);
    if (name.has(" description summary note notes comment message excerpt reason details remark"
                 " caption feedback review "))
        return text_of(sentence);
    if (name.has(" tag category kind type genre ")) return text_of(word);
    if (name.ends(" id uid uuid key code ref ")) return text_of(nano_id, true);
    return std::nullopt;
}

}  // namespace detail

/// Texts for a column by its name, and its table's for a plain "name"; nothing when no word tells.
inline std::optional<fake::any_maker> text_by_name(std::string_view column,
                                                   std::string_view table) {
    const name_words name(column);
    if (auto found = detail::place_by_name(name)) return found;
    if (name.ends(" id uid uuid ")) return detail::text_of(fake::texts::nano_id, true);
    if (auto found = detail::thing_by_name(name);
        found && name.has(" url image avatar logo slug ip "))
        return found;
    if (auto found = detail::person_by_name(name, name_words(table))) return found;
    return detail::thing_by_name(name);
}

/// A range for a number by its column's name.
struct number_range {
    std::int64_t first;
    std::int64_t last;
    enum class shape { even, skewed, bell } form = shape::even;
};

inline number_range range_by_name(std::string_view column) {
    using shape = number_range::shape;
    const name_words name(column);
    if (name.has(" age ")) return {18, 90, shape::bell};
    if (name.has(" year ")) return {1990, 2026};
    if (name.has(" month ")) return {1, 12};
    if (name.has(" day weekday ")) return {1, 28};
    if (name.has(" hour ")) return {0, 23};
    if (name.has(" minute second ")) return {0, 59};
    if (name.has(" rating stars score grade level ")) return {1, 5};
    if (name.has(" percent percentage pct progress ")) return {0, 100};
    if (name.has(" latitude lat ")) return {-89, 89};
    if (name.has(" longitude lng lon ")) return {-179, 179};
    if (name.has(" port ")) return {1024, 49151};
    if (name.has(" width height size ")) return {1, 2000, shape::skewed};
    if (name.has(" price amount total cost balance salary fee revenue budget "))
        return {1, 999, shape::skewed};
    if (name.has(" count quantity qty stock views likes visits attempts "))
        return {0, 500, shape::skewed};
    if (name.has(" duration seconds minutes timeout ")) return {1, 3600, shape::skewed};
    if (name.has(" order position rank sort index ")) return {0, 100};
    return {0, 1000, shape::skewed};
}

/// The days among which a column's moments lie.
struct day_range {
    std::string_view first;
    std::string_view last;
};

inline day_range days_by_name(std::string_view column) {
    const name_words name(column);
    if (name.has(" birth birthday born dob birthdate ")) return {"1950-01-01", "2006-12-31"};
    if (name.has(" expires expiry expire expiration due until valid ends end finish deadline "))
        return {"2026-01-01", "2027-12-31"};
    if (name.has(" updated modified changed edited finished completed "))
        return {"2025-01-01", "2025-12-31"};
    return {"2024-01-01", "2024-12-31"};
}

/// Events that most rows have not seen: `deleted_at`, `banned_at`.
inline bool is_seldom_set(std::string_view column) {
    return name_words(column).has(
        " deleted archived banned cancelled canceled revoked suspended"
        " disabled failed blocked ban error ");
}

}  // namespace orm::kit::seeding
