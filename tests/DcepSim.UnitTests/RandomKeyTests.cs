namespace DcepSim.UnitTests;

public class RandomKeyTests
{
    [Theory] // known answers of the Random123 distribution (kat_vectors, philox4x64 10)
    [InlineData(0UL, 0UL, 0UL, 0x16554d9eca36314cUL, 0xdb20fe9d672d0fdcUL, 0xd7e772cee186176bUL, 0x7e68b68aec7ba23bUL)]
    public void The_generator_gives_the_published_known_answer(ulong k0, ulong k1, ulong index, ulong a, ulong b, ulong c, ulong d)
    {
        Assert.Equal(new RandomBlock(a, b, c, d), new RandomKey(k0, k1).Block(index));
    }
}
