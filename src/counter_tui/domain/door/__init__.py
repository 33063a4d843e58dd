"""The door: the one way on which a request may leave the counter without being accepted.

Sources: 严禁以工作忙、无表计表箱、容量受限等理由拒办、拖办业务; 个人不得擅自拒绝为客户办理业务; 首问负责制.
"""
