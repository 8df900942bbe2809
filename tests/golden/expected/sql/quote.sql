-- identifier
"Weird ""name"""

-- literal
'it''s'

-- literal_with_backslash
E'C:\\it''s'
