using System.Collections.Frozen;
using DcepSim.Results;
using DcepSim.Simulation.Scenarios;

namespace DcepSim.Web;

/// <summary>What metrics and roles are called in each language, and what metrics mean.</summary>
public static class MetricNames
{
    private static readonly FrozenDictionary<string, (string Name, string Meaning)> Chinese = new Dictionary<string, (string Name, string Meaning)>
    {
        ["applicants"] = ("报名人数", "完成报名的人数。"),
        ["winners"] = ("中签人数", "中签人数，每轮另计。"),
        ["claimed"] = ("领取人数", "领取所中红包的人数，每轮另计。"),
        ["payments"] = ("支付笔数", "用到红包资金的支付笔数；一次购买中红包与自有资金合计一笔。"),
        ["redeemedFen"] = ("核销金额", "在商户花掉的红包金额。"),
        ["ownMoneyFen"] = ("自有资金", "由钱包充值支付的金额。"),
        ["otherTenderFen"] = ("其他支付", "差额中以数字人民币以外的方式支付的金额。"),
        ["recalledFen"] = ("收回金额", "未领取或未花完、退回出资方的红包资金。"),
        ["meanPaymentFen"] = ("笔均核销", "每笔支付核销的红包金额。"),
        ["onlineRedeemedFen"] = ("线上核销", "在线上平台花掉的红包金额。"),
        ["inStoreRedeemedFen"] = ("线下核销", "在线下门店花掉的红包金额。"),
        ["onlineOrdersFirst24h"] = ("首日线上订单", "消费期开始后24小时内线上平台的支付笔数。"),
        ["doubleOfflineParticipants"] = ("双离线参与", "尝试过两台设备间无网络支付的领取者人数。"),
        ["registeredFirst24h"] = ("首日报名人数", "报名开始后24小时内的报名人数。"),
        ["registrationPeakPerHour"] = ("每小时报名峰值", "一小时内报名人数的最大值。"),
        ["refusedClaims"] = ("未抢到人次", "抢红包时来晚的申请人数。"),
        ["laterRoundClaims"] = ("后续轮次领取", "首轮之后各轮领取的份数。"),
        ["rolledOverFen"] = ("结转金额", "未花完而转入下一轮的红包资金。"),
        ["refundedFen"] = ("退款金额", "商户退回的数字人民币：退回红包、出资方和钱包。"),
        ["discountFen"] = ("商户折扣", "商户给白名单顾客的价格减免。"),
        ["merchantCouponFen"] = ("商户券", "商户因自己的优惠券减免的金额。"),
        ["subWalletFen"] = ("子钱包消费", "经子钱包支付的自有资金。"),
        ["extraWindowFen"] = ("窗口期新增消费", "中签者在消费期内各种方式的总消费，减去同样的人未中签时的消费；依假设的先验。"),
        ["extraWindowInsideFen"] = ("窗口期新增(指定商户)", "消费期内在指定商户的新增消费，依假设的先验。"),
        ["extra120DaysFen"] = ("120天新增消费", "消费期及其后120天内、不限商户的新增消费，依假设的先验。"),
        ["extra120DaysInsideFen"] = ("120天新增(指定商户)", "消费期及其后120天内在指定商户的新增消费，依假设的先验。"),
        ["displacedShare"] = ("替代消费占比", "活动购买中本来也会发生的消费所占份额，依假设的先验。"),
        ["leverageGross"] = ("总杠杆", "每核销一元红包时同时支付的自有资金与其他支付，不论本来是否也会花。"),
        ["leverageExtra"] = ("新增杠杆", "每核销一元红包在消费期及其后120天内的新增消费，依假设的先验。"),
        ["costPerExtraYuan"] = ("每元新增消费成本", "消费期及其后120天内每新增一元消费所核销的红包金额，依假设的先验。"),
        ["offlinePayments"] = ("离线支付笔数", "收款方已收到的离线钱包支付笔数。"),
        ["offlineValueFen"] = ("离线支付金额", "收款方从离线钱包收到的金额。"),
        ["offlineLoadedFen"] = ("离线圈存", "持有人存入离线钱包的金额。"),
        ["offlineDepositedFen"] = ("离线回存", "经有效且不重复的回存及挂失补偿从离线钱包回来的金额，含窗口结束后各设备最后一次联网。"),
        ["offlineFloatFen"] = ("离线在途余额", "窗口结束时的离线在途余额：截至那时的存入减回存，尚未计各设备最后一次联网。"),
        ["offlineBacklog"] = ("最大待上传笔数", "同一时刻等待上传账本的离线支付笔数的最大值。"),
        ["offlinePeakPerHour"] = ("每小时结算峰值", "结算峰值：账本一小时内收到的支付凭证数的最大值。"),
        ["offlineLossFen"] = ("离线损失", "被破解钱包造成的损失，不论由谁承担。"),
        ["offlineFound"] = ("发现的破解钱包", "窗口期内发现的被破解钱包数。"),
        ["outageWanted"] = ("断网期间支付需求", "断网期间人们想要进行的支付笔数。"),
        ["outagePayments"] = ("断网期间支付", "断网期间想要进行的支付中，收款方已收到的笔数。"),
        ["outageServed"] = ("断网期间成功率", "断网时仍能完成的支付所占份额。"),
        ["ownMoneyPerPacketYuan"] = ("每元红包带动自有资金", "每元红包资金带动的自有资金。为总额：本来也会花的钱也在其中。"),
        ["takingsGini"] = ("商户基尼系数", "商户数字人民币收入的基尼系数：0为各家相同，趋近1为一家独占。"),
        ["takingsHhi"] = ("商户赫芬达尔指数", "商户数字人民币收入的赫芬达尔-赫希曼指数，1/n至1。"),
        ["takingsTop1Share"] = ("最大商户占比", "最大商户占全部数字人民币收入的份额。"),
        ["takingsTop10Share"] = ("前10商户占比", "最大的10家商户占全部数字人民币收入的份额。"),
        ["takingsTop100Share"] = ("前100商户占比", "最大的100家商户占全部数字人民币收入的份额。"),
    }.ToFrozenDictionary();

    /// <summary>A metric's name in tables and charts.</summary>
    public static string Of(Metric metric, Language language)
    {
        ArgumentNullException.ThrowIfNull(metric);
        return language == Language.Chinese && Chinese.TryGetValue(metric.Name, out var words) ? words.Name : metric.Title;
    }

    /// <summary>What a metric counts, in one sentence or two.</summary>
    public static string MeaningOf(Metric metric, Language language)
    {
        ArgumentNullException.ThrowIfNull(metric);
        return language == Language.Chinese && Chinese.TryGetValue(metric.Name, out var words) ? words.Meaning : metric.Meaning;
    }

    /// <summary>What part a figure plays.</summary>
    public static string Of(FigureRole role, Language language) => (language == Language.Chinese, role) switch
    {
        (true, FigureRole.Input) => "输入",
        (true, FigureRole.Fitted) => "拟合",
        (true, FigureRole.Derived) => "推算",
        (true, FigureRole.HeldOut) => "留作检验",
        (true, _) => "无公布数据",
        (_, FigureRole.HeldOut) => "held out",
        _ => role.ToString().ToLowerInvariant(),
    };
}
