// SPDX-License-Identifier: MIT
// The words that invented people, places and texts are made of.
#pragma once

#include <cstddef>
#include <string_view>

#include <orm/kit/seed/random.hpp>

namespace orm::fake::words {

inline constexpr std::string_view first_names[] = {
    "Ada",    "Alan",   "Alice", "Amina", "Ana",     "Anders", "Anna",   "Antonio", "Aisha",
    "Ben",    "Bianca", "Boris", "Carla", "Carlos",  "Chen",   "Chloe",  "Clara",   "Daniel",
    "David",  "Diego",  "Dina",  "Elena", "Eli",     "Emil",   "Emma",   "Erik",    "Eva",
    "Fatima", "Felix",  "Finn",  "Freya", "Gabriel", "Grace",  "Hana",   "Hannah",  "Hugo",
    "Ida",    "Igor",   "Ines",  "Isaac", "Ivan",    "Jack",   "Jamal",  "James",   "Jana",
    "Jonas",  "José",   "Julia", "Kai",   "Karim",   "Kate",   "Kenji",  "Lara",    "Laura",
    "Leo",    "Lena",   "Liam",  "Lin",   "Lucas",   "Lucia",  "Maja",   "Marco",   "Maria",
    "Mateo",  "Maya",   "Mia",   "Mila",  "Mohamed", "Nadia",  "Nina",   "Noah",    "Nora",
    "Olga",   "Oliver", "Omar",  "Oscar", "Paula",   "Pedro",  "Peter",  "Priya",   "Rafael",
    "Ravi",   "Rosa",   "Ruth",  "Sam",   "Sara",    "Sofia",  "Stefan", "Sven",    "Tara",
    "Theo",   "Thomas", "Tim",   "Uma",   "Vera",    "Victor", "Wei",    "Yara",    "Yuki",
    "Zoë"};

inline constexpr std::string_view last_names[] = {
    "Ahmed",   "Ali",     "Almeida", "Andersen", "Baker",    "Bauer",   "Becker", "Bell",
    "Bianchi", "Brown",   "Carter",  "Castro",   "Chen",     "Clark",   "Cohen",  "Cooper",
    "Costa",   "Cruz",    "Davies",  "Diaz",     "Dubois",   "Edwards", "Evans",  "Fernandez",
    "Ferrari", "Fischer", "Fuchs",   "Garcia",   "Gomez",    "Green",   "Gupta",  "Haas",
    "Hall",    "Hansen",  "Harris",  "Hill",     "Hoffmann", "Hughes",  "Ito",    "Ivanov",
    "Jackson", "Jansen",  "Jensen",  "Johnson",  "Jones",    "Kaya",    "Keller", "Kelly",
    "Khan",    "Kim",     "King",    "Klein",    "Kowalski", "Kumar",   "Lang",   "Larsen",
    "Lee",     "Lehmann", "Lewis",   "Li",       "Lopez",    "Martin",  "Mendes", "Meyer",
    "Miller",  "Moore",   "Morales", "Moreau",   "Murphy",   "Müller",  "Nguyen", "Nielsen",
    "Novak",   "Okafor",  "Olsen",   "Park",     "Patel",    "Pereira", "Perez",  "Peters",
    "Popov",   "Reyes",   "Richter", "Rossi",    "Russo",    "Santos",  "Sato",   "Schmidt",
    "Silva",   "Singh",   "Smith",   "Suzuki",   "Tanaka",   "Taylor",  "Torres", "Wagner",
    "Walker",  "Weber",   "Wilson",  "Young"};

inline constexpr std::string_view lorem[] = {
    "ad",        "adipiscing", "aliqua",     "aliquip",       "amet",         "anim",
    "aute",      "cillum",     "commodo",    "consectetur",   "consequat",    "culpa",
    "cupidatat", "deserunt",   "do",         "dolor",         "dolore",       "duis",
    "ea",        "eiusmod",    "elit",       "enim",          "esse",         "est",
    "et",        "eu",         "ex",         "excepteur",     "exercitation", "fugiat",
    "id",        "in",         "incididunt", "ipsum",         "irure",        "labore",
    "laboris",   "laborum",    "lorem",      "magna",         "minim",        "mollit",
    "nisi",      "non",        "nostrud",    "nulla",         "occaecat",     "officia",
    "pariatur",  "proident",   "quis",       "reprehenderit", "sed",          "sint",
    "sit",       "sunt",       "tempor",     "ullamco",       "ut",           "velit",
    "veniam",    "voluptate"};

inline constexpr std::string_view nouns[] = {
    "account",  "anchor", "apple",   "archive", "basket",  "beacon",  "bridge",  "camera",
    "canvas",   "castle", "circle",  "cloud",   "compass", "cottage", "desk",    "engine",
    "feather",  "field",  "forest",  "garden",  "harbor",  "island",  "journal", "kettle",
    "ladder",   "lamp",   "lantern", "library", "market",  "meadow",  "mirror",  "mountain",
    "notebook", "ocean",  "orchard", "paper",   "pencil",  "planet",  "pocket",  "quarry",
    "report",   "river",  "rocket",  "sail",    "signal",  "stone",   "studio",  "summit",
    "table",    "teapot", "ticket",  "tower",   "valley",  "village", "violin",  "window"};

inline constexpr std::string_view adjectives[] = {
    "amber",  "ancient", "blue",   "bold",  "brave",  "bright", "calm",   "clear", "clever",
    "cool",   "crisp",   "daily",  "deep",  "eager",  "early",  "fair",   "fast",  "fresh",
    "gentle", "golden",  "grand",  "green", "happy",  "honest", "keen",   "kind",  "late",
    "light",  "little",  "lively", "lucky", "modern", "new",    "noble",  "open",  "plain",
    "proud",  "quick",   "quiet",  "rapid", "rare",   "red",    "round",  "sharp", "silent",
    "silver", "simple",  "small",  "smart", "soft",   "solid",  "steady", "sunny", "tall",
    "tidy",   "warm",    "white",  "wild",  "wise",   "young"};

inline constexpr std::string_view streets[] = {
    "Bridge Street", "Castle Road",  "Cedar Avenue", "Chapel Lane",   "Church Street",
    "Elm Street",    "Garden Road",  "Harbour Way",  "High Street",   "Hill Road",
    "Lake Drive",    "Lime Avenue",  "Main Street",  "Market Square", "Mill Lane",
    "Oak Avenue",    "Park Road",    "Queen Street", "River Road",    "School Lane",
    "Spring Street", "Station Road", "Sunset Drive", "Willow Way"};

inline constexpr std::string_view cities[] = {
    "Amsterdam", "Athens",    "Austin",    "Barcelona",  "Berlin",   "Bogotá", "Boston",
    "Bristol",   "Cairo",     "Chicago",   "Copenhagen", "Dublin",   "Geneva", "Hamburg",
    "Helsinki",  "Istanbul",  "Kyoto",     "Lagos",      "Lima",     "Lisbon", "London",
    "Lyon",      "Madrid",    "Melbourne", "Milan",      "Montreal", "Mumbai", "Munich",
    "Nairobi",   "Oslo",      "Paris",     "Porto",      "Prague",   "Rome",   "Santiago",
    "Seoul",     "Stockholm", "Sydney",    "Toronto",    "Utrecht",  "Vienna", "Warsaw",
    "Zürich"};

struct country {
    std::string_view name, code, currency, locale, time_zone;
};
inline constexpr country countries[] = {
    {"Australia", "AU", "AUD", "en-AU", "Australia/Sydney"},
    {"Austria", "AT", "EUR", "de-AT", "Europe/Vienna"},
    {"Brazil", "BR", "BRL", "pt-BR", "America/Sao_Paulo"},
    {"Canada", "CA", "CAD", "en-CA", "America/Toronto"},
    {"Denmark", "DK", "DKK", "da-DK", "Europe/Copenhagen"},
    {"Egypt", "EG", "EGP", "ar-EG", "Africa/Cairo"},
    {"Finland", "FI", "EUR", "fi-FI", "Europe/Helsinki"},
    {"France", "FR", "EUR", "fr-FR", "Europe/Paris"},
    {"Germany", "DE", "EUR", "de-DE", "Europe/Berlin"},
    {"India", "IN", "INR", "en-IN", "Asia/Kolkata"},
    {"Ireland", "IE", "EUR", "en-IE", "Europe/Dublin"},
    {"Italy", "IT", "EUR", "it-IT", "Europe/Rome"},
    {"Japan", "JP", "JPY", "ja-JP", "Asia/Tokyo"},
    {"Kenya", "KE", "KES", "en-KE", "Africa/Nairobi"},
    {"Mexico", "MX", "MXN", "es-MX", "America/Mexico_City"},
    {"Netherlands", "NL", "EUR", "nl-NL", "Europe/Amsterdam"},
    {"Norway", "NO", "NOK", "nb-NO", "Europe/Oslo"},
    {"Poland", "PL", "PLN", "pl-PL", "Europe/Warsaw"},
    {"Portugal", "PT", "EUR", "pt-PT", "Europe/Lisbon"},
    {"Spain", "ES", "EUR", "es-ES", "Europe/Madrid"},
    {"Sweden", "SE", "SEK", "sv-SE", "Europe/Stockholm"},
    {"Switzerland", "CH", "CHF", "de-CH", "Europe/Zurich"},
    {"United Kingdom", "GB", "GBP", "en-GB", "Europe/London"},
    {"United States", "US", "USD", "en-US", "America/New_York"}};

inline constexpr std::string_view states[] = {
    "Alabama",  "Arizona", "Bavaria",  "Bretagne", "California", "Catalonia",
    "Colorado", "Florida", "Hesse",    "Kerala",   "Lombardy",   "Maine",
    "Ohio",     "Ontario", "Oregon",   "Saxony",   "Texas",      "Tuscany",
    "Utah",     "Vermont", "Victoria", "Virginia", "Wales",      "Washington"};

inline constexpr std::string_view company_ends[] = {"Ltd",   "Inc.", "GmbH",  "& Sons",
                                                    "Group", "Labs", "Works", "Partners"};

inline constexpr std::string_view jobs[] = {
    "Accountant", "Analyst", "Architect",    "Baker",    "Carpenter", "Chemist",    "Designer",
    "Developer",  "Editor",  "Electrician",  "Engineer", "Gardener",  "Journalist", "Librarian",
    "Manager",    "Nurse",   "Photographer", "Pilot",    "Teacher",   "Translator"};

inline constexpr std::string_view colours[] = {
    "amber", "black",  "blue", "brown",  "cyan", "gold",   "green", "grey",  "indigo",
    "lime",  "orange", "pink", "purple", "red",  "silver", "teal",  "white", "yellow"};

inline constexpr std::string_view mail_domains[] = {"example.com", "example.org", "example.net"};

inline constexpr std::string_view media_types[] = {"image/png",  "image/jpeg", "application/pdf",
                                                   "text/plain", "text/csv",   "application/json"};

inline constexpr std::string_view endings[] = {"png", "jpg", "pdf", "txt", "csv", "json"};

inline constexpr std::string_view user_agents[] = {
    "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) AppleWebKit/605.1.15 Version/17.5 Safari/605.1.15",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36",
    "curl/8.8.0"};

template <std::size_t Count>
constexpr const std::string_view& any_of(const std::string_view (&list)[Count], random& draw) {
    return list[draw.below(Count)];
}

inline const country& any_country(random& draw) {
    return countries[draw.below(sizeof countries / sizeof countries[0])];
}

}  // namespace orm::fake::words
