a note
META;;
key;value
 Budget ;12,50
vote_type;cumulative
num_votes;3;;

projects
project_id;cost;name;categories
7;1e1;"A; ""big""
one";green,play
8;2.5;Other;None
VOTES
voter_id;vote;points
1; 7, 8;1.5,-2
2;None;none
3;;
