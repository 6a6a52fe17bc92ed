a note
META;;
key;value
budget;12,50
vote_type;cumulative

projects
project_id;cost;name;categories
7;1e1;"A; ""big""
one";green,play
8;2.5;Other;None
VOTES
voter_id;vote;points
1; 7, 8,7;1.5,-2,3
2;8;none
3;;
