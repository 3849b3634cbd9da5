// Package rehearsal plays a night that was against a desk that runs, through the
// officers' forms over HTTP as people would. Its parts: [Read] makes a [Night], a pure
// plan, from published results; a [Player] types it; a [Watch] is the viewers beside;
// [Score] compares what the desk published with where the figures came from.
package rehearsal
