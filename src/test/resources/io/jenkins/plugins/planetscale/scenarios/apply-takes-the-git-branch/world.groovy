import io.jenkins.plugins.planetscale.release.branch.BranchNames
db.timings().immediate()
def fork = BranchNames.fromGit('octo', 'patch-1')
db.branch(fork).schema(db.branch('main').schema()).ddl('ALTER TABLE orders ADD COLUMN carrier varchar(20)')
db.branch('patch-1').schema(db.branch('main').schema())
