// SPDX-License-Identifier: MIT
// Folders whose layout, names, times or encoding are odd; their SQL is plain.
#pragma once

#include <string>
#include <vector>

#include "strange_folder.hpp"

namespace orm_test {

inline std::string journal_with(const std::string& entries) {
    return R"({"version":"7","dialect":"postgresql","entries":[)" + entries + "]}";
}

namespace strange {

inline const std::string a = "create table a (x int);";
inline const std::string b = "create table b (x int);";
inline const std::string c = "create table c (x int);";

inline const std::vector<strange_folder> journals{
    {"numbers with gaps", classic({{"0000_a", a}, {"0003_b", b}, {"0010_c", c}})},
    {"times that go backwards",
     classic({{"0000_a", a, 1700000003000}, {"0001_b", b, 1700000001000}, {"0002_c", c, 5}})},
    {"equal times",
     classic({{"0000_a", a, 1700000003000}, {"0001_b", b, 1700000003000}, {"0002_c", c}})},
    {"equal times and texts",
     classic({{"0000_a", "select 1;", 1700000003000}, {"0001_b", "select 1;", 1700000003000}})},
    {"numbers against the order of the journal",
     classic({{"0002_a", a}, {"0001_b", "alter table a add y int;"}, {"0000_c", c}})},
    {"no numbers", classic({{"init", a}, {"add users", b}, {"down", c}, {"x.down", "select 1"}})},
    {"odd names",
     classic(
         {{"0000_it's", a}, {"0001_\xC3\xBC\xE2\x82\xAC", b}, {"0002_a.b-c@(d) %20 \\e\"f", c}})},
    {"an entry in a folder below", classic({{"v1/0000_a", a}, {"v2/0000_a", b}})},
    {"files that the journal does not name",
     with_files(classic({{"0000_a", a}}), {{"0001_stray.sql", "create table stray (x int);"},
                                           {"README.md", "text"},
                                           {"archive/0000_old.sql", "nonsense"}})},
    {"snapshots are there or not",
     with_files(classic({{"0000_a", a}, {"0001_b", b}}),
                {{"meta/0001_snapshot.json", "{\"not\": \"a snapshot\"}"},
                 {"meta/0009_snapshot.json", "<<<<<<< HEAD\n"}})},
    {"an entry without a file",
     {{"meta/_journal.json", journal_of({{"0000_a", a}, {"0001_b", b}})}, {"0000_a.sql", a}},
     verdict::refused,
     "the journal names 0001_b, but there is no file 0001_b.sql"},
    {"breakpoints: false, and unknown fields",
     {{"meta/_journal.json",
       "\n{ \"entries\" : [\n { \"breakpoints\":false, \"tag\" : \"0000_\\u0061\","
       " \"x\":{\"tag\":\"no\",\"when\":[1]}, \"when\" : 1700000000000 ,\"idx\":7} ] ,"
       " \"y\": null }\n\n"},
      {"0000_a.sql", a + "\n" + b + "\n" + c}}},
    {"times as strings, with fractions, with exponents",
     {{"meta/_journal.json",
       journal_with(R"({"tag":"0000_a","when":"1700000000000"},{"tag":"0001_b","when":1.7e12},)"
                    R"({"tag":"0002_c","when":1700000000001.0})")},
      {"0000_a.sql", a},
      {"0001_b.sql", b},
      {"0002_c.sql", c}}},
    {"small and negative times",
     classic({{"0000_a", a, -5}, {"0001_b", b, 1}, {"0002_c", c, 9007199254740991}})},
    {"a byte order mark in the journal",
     {{"meta/_journal.json", "\xEF\xBB\xBF" + journal_of({{"0000_a", a}})}, {"0000_a.sql", a}},
     verdict::ours_only,
     "select to_regclass('a') is not null"},
    {"a journal with a comma too many",
     {{"meta/_journal.json", journal_with(R"({"tag":"0000_a","when":1},)")}, {"0000_a.sql", a}},
     verdict::refused,
     "the journal cannot be read"},
    {"a journal without entries",
     {{"meta/_journal.json", R"({"version":"7"})"}, {"0000_a.sql", a}},
     verdict::refused,
     "the journal has no list of entries"},
    {"a tag twice",
     {{"meta/_journal.json",
       journal_with(R"({"tag":"0000_a","when":1},{"tag":"0000_a","when":2})")},
      {"0000_a.sql", "create table if not exists a (x int)"}},
     verdict::differs,
     "the journal names 0000_a twice"},
    {"CRLF", classic({{"0000_a",
                       "create table a (\r\n  x int\r\n);\r\n--> statement-breakpoint"
                       "\r\ncreate function f() returns text language sql as $$\r\n"
                       "select 'x\r\ny'\r\n$$;\r\n"},
                      {"0001_b", b + "\r\n"}})},
    {"CR alone", single("-- old\rcreate table a (x int); -- more\rcreate table b (x int);\r")},
    {"a byte order mark", single("\xEF\xBB\xBF" + a), verdict::ours_only,
     "select to_regclass('a') is not null"},
    {"UTF-16", single(std::string("\xFF\xFEs\0e\0l\0", 8)), verdict::refused, "UTF-16"},
    {"bytes that are not UTF-8, in a comment", single("-- caf\xE9\n" + a), verdict::differs,
     "is not valid UTF-8"},
    {"empty files", classic({{"0000_a", ""}, {"0001_b", "\n \n"}, {"0002_c", c}})},
    {"drizzle-kit's custom migration",
     classic({{"0000_a", "-- Custom SQL migration file, put your code below! --"},
              {"0001_b", "-- Custom SQL migration file, put you code below! --\n" + b}})},
    {"no end of line, comment at the end", single(a + " -- end")},
};

inline std::string in(const std::string& folder) { return folder + "/migration.sql"; }

inline const std::vector<strange_folder> folders_of_1_0{
    {"folders",
     {{in("20240101000000_a"), a},
      {"20240101000000_a/snapshot.json", "{}"},
      {in("20240102000000_b"), b},
      {"README.md", "text"},
      {"20240103000000_without/snapshot.json", "{}"},
      {"notes/text.md", "text"}}},
    {"folders of one moment are ordered as Drizzle orders them",
     {{in("20240101000000_Users"), "create table u (x int); insert into u values (1);"},
      {in("20240101000000_posts"), "create table p (x int);"},
      {in("20240101000000_a_b"), "create table ab (x int);"},
      {in("20240101000000_a-b"), "create table a_b (x int);"},
      {in("20240101000000_a1"), "create table a1 (x int);"},
      {in("20240101000000_aB"), "create table ab2 (x int);"},
      {in("20240101000000_ab"), "create table ab3 (x int);"}}},
    {"times that no calendar has", {{in("20240230000000_a"), a}, {in("20241301256199_b"), b}}},
    {"names that go on with digits or with nothing",
     {{in("202401010000001_a"), a}, {in("20240101000000"), b}}},
    {"a folder without a time", {{in("0000_a"), a}}, verdict::refused, "does not start with"},
    {"empty, CRLF, comments",
     {{in("20240101000000_a"), ""},
      {in("20240102000000_b"), b + "\r\n--> statement-breakpoint\r\n-- x"}}},
};

}  // namespace strange
}  // namespace orm_test
