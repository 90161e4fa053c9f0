using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Traffic.Credentials;

namespace Portal.Cases.Cases;

internal sealed class CaseKeyConfiguration : IEntityTypeConfiguration<CaseKey>
{
    public void Configure(EntityTypeBuilder<CaseKey> builder)
    {
        builder.ToTable("CaseKeys");
        builder.HasKey(key => key.CaseId);
        builder.Property(key => key.CaseId).ValueGeneratedNever();
        builder.Property(key => key.Key).HasMaxLength(SecretKey.Bytes);
        builder.HasOne<Case>().WithOne().HasForeignKey<CaseKey>(key => key.CaseId);
    }
}
