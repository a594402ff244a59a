// One after another: the long ones use every processor themselves, and beside each other those that wait for answers get none of the thread pool.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
